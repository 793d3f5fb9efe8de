package org.regista.job.result;

import org.regista.geometry.AffineMap;

/**
 * A person has moved a result by hand. The matrices are the linear part of the result, fixed to
 * moving, LPS mm; a deformation before it stays as it was.
 *
 * @param edited when, ISO 8601 in UTC
 * @param by who; empty if nothing was said
 * @param from the folder that was edited, absolute; its own record stays as it is
 * @param centreMm how far the place moved that the centre of the fixed image goes to, mm
 * @param largestMm the same for the corner of the fixed image that moved farthest, mm
 * @param turnDegrees angle of the turn between both
 * @param voided the signature that the edit makes void, in words; empty if there was none
 */
public record ManualEdit(
    String edited,
    String by,
    String from,
    AffineMap before,
    AffineMap after,
    double centreMm,
    double largestMm,
    double turnDegrees,
    String voided) {}
