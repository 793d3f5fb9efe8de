package org.regista.compute.host;

/**
 * How far a step field v moves and how sharply it bends.
 *
 * @param maxLengthMm largest |v(p)|
 * @param lipschitz sum over the axes a of max over p of |v(p + e_a) - v(p)|_inf / spacing_a, v in
 *     mm; the trilinear interpolant of v has at most this Lipschitz constant in the maximum norm,
 *     so below 1 the map x + v(x) is one-to-one
 */
public record StepBound(double maxLengthMm, double lipschitz) {}
