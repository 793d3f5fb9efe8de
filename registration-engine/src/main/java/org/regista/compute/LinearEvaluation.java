package org.regista.compute;

/**
 * @param value the similarity; larger is better
 * @param derivative with respect to the 3x4 entries of the map, row-major, at the evaluated map
 * @param overlap weight of the samples that fall inside the moving image (and mask), as a share of
 *     all
 */
public record LinearEvaluation(double value, AffineDerivative derivative, double overlap) {}
