package org.regista.compute.kernel;

/**
 * The determinants of a map x + u(x) on its grid.
 *
 * @param min smallest of the digital determinants: for every cell the 8 corner determinants from
 *     one-sided differences and the 2 of its inscribed tetrahedra (corners 000, 110, 101, 011 and
 *     111, 001, 010, 100), each divided by that of the identity; all positive means that the
 *     piecewise linear interpolant on either tetrahedral split does not fold (Liu et al. 2024,
 *     arXiv:2212.06060). 1 if an axis has one voxel, so that there are no cells
 * @param max largest of them
 * @param nonPositiveCells cells with at least one determinant &lt;= 0
 * @param centralNonPositive voxels whose central-difference determinant is &lt;= 0, as papers
 *     report
 * @param meanLog mean of ln(central determinant) over voxels where it is positive; 0 if nowhere
 * @param sdLog standard deviation of the same, with the number of these voxels as the divisor
 */
public record JacobianStatistics(
    double min,
    double max,
    long nonPositiveCells,
    long centralNonPositive,
    double meanLog,
    double sdLog) {}
