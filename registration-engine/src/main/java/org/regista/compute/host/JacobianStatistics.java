package org.regista.compute.host;

/**
 * The determinants of a map x + u(x) on its grid.
 *
 * @param min smallest of the digital determinants: for every cell the 8 corner determinants from
 *     one-sided differences and the 2 of its inscribed tetrahedra; all positive means that the
 *     piecewise linear interpolant on either tetrahedral split does not fold
 * @param max largest of them
 * @param nonPositiveCells cells with at least one determinant &lt;= 0
 * @param centralNonPositive voxels whose central-difference determinant is &lt;= 0, as papers
 *     report
 * @param meanLog mean of ln(central determinant) over voxels where it is positive
 * @param sdLog standard deviation of the same
 */
public record JacobianStatistics(
    double min,
    double max,
    long nonPositiveCells,
    long centralNonPositive,
    double meanLog,
    double sdLog) {}
