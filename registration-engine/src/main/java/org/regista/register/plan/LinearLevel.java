package org.regista.register.plan;

/**
 * @param spacingMm both images are smoothed and thinned to about this spacing
 * @param samples how many fixed points are compared, at most
 * @param iterations of the optimiser, at most
 */
public record LinearLevel(double spacingMm, int samples, int iterations) {}
