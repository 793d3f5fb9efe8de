package org.regista.compute.kernel;

/**
 * How far a step field v moves and how sharply it bends.
 *
 * @param maxLengthMm largest |v(p)|
 * @param lipschitz max over the cells of the grid and the components c of the sum over the axes a
 *     of the largest |v_c(p + e_a) - v_c(p)| / spacing_a along the four edges of the cell, v in mm.
 *     The slopes of the trilinear interpolant within a cell are means of those along its edges, so
 *     this bounds its Lipschitz constant in the maximum norm; below 1 the map x + v(x) is
 *     one-to-one
 */
public record StepBound(double maxLengthMm, double lipschitz) {}
