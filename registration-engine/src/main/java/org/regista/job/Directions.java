package org.regista.job;

import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;

/** Which file takes a point where, in words: the question that is asked of every result. */
final class Directions {

  private Directions() {}

  static String inWords(RegistrationRecord.Inputs inputs, boolean deforms) {
    String fixed = "the fixed image '" + inputs.fixed().label() + "'";
    String moving = "the moving image '" + inputs.moving().label() + "'";
    return deforms ? deforming(fixed, moving) : linear(fixed, moving);
  }

  private static String linear(String fixed, String moving) {
    return ("%s takes a point of %s to where the same anatomy lies in %s: x_moving = A x_fixed. "
            + "Its inverse takes points of %s to %s. "
            + "All coordinates are LPS millimetres; %s is %s drawn on the grid of %s through A.")
        .formatted(
            ResultFolder.LINEAR, fixed, moving, moving, fixed, ResultFolder.WARPED, moving, fixed);
  }

  private static String deforming(String fixed, String moving) {
    return ("%s (u) and then %s (A) take a point of %s to where the same anatomy lies in %s: "
            + "x_moving = A(x_fixed + u(x_fixed)). "
            + "The inverse of %s and then %s (v) take points of %s to %s: "
            + "y = A^-1 x_moving, x_fixed = y + v(y). "
            + "All coordinates and vectors are LPS millimetres; %s is %s drawn on the grid of %s through A and u.")
        .formatted(
            ResultFolder.DISPLACEMENT,
            ResultFolder.LINEAR,
            fixed,
            moving,
            ResultFolder.LINEAR,
            ResultFolder.INVERSE_DISPLACEMENT,
            moving,
            fixed,
            ResultFolder.WARPED,
            moving,
            fixed);
  }
}
