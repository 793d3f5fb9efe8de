package org.regista.io.dicom;

import java.util.List;
import java.util.Locale;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsVector;

/**
 * A stack whose slices do not follow each other along their normal. Its angle comes from the
 * positions; what the file says of the gantry is only compared with it. A shear moves nothing, as
 * it stays in the grid; it asks for a review only where the header does not tell of it.
 */
final class GantryTilt {

  private static final double LARGEST_DEGREES = 45;
  private static final double WORTH_TELLING_DEGREES = 0.1;
  private static final double AGREEMENT_DEGREES = 0.5;

  private GantryTilt() {}

  /**
   * @throws InputDataException if the stack is tilted beyond what any gantry does
   */
  static void check(String series, List<SliceHeader> sorted, LpsVector step, GeometryNotes notes) {
    SliceHeader first = sorted.getFirst();
    double tilt = angleDegrees(step, first.pose().normal());
    if (tilt > LARGEST_DEGREES) {
      throw new InputDataException(
          String.format(
              Locale.ROOT,
              "%s: the way from slice to slice ('%s' and '%s') is tilted by %.0f degrees against "
                  + "the slices; at most %.0f are read",
              series,
              first.name(),
              sorted.get(1).name(),
              tilt,
              LARGEST_DEGREES));
    }
    double said = first.source().tiltDegrees();
    boolean contradicts = Math.abs(Math.abs(said) - tilt) > AGREEMENT_DEGREES;
    boolean unsaid = Double.isNaN(said) && tilt > AGREEMENT_DEGREES;
    if (contradicts) {
      notes.remark(
          String.format(
              Locale.ROOT,
              "%s: its header says that the gantry was tilted by %.2f degrees, its slice positions "
                  + "say %.2f; the positions were used",
              series,
              said,
              tilt));
    }
    if (tilt > WORTH_TELLING_DEGREES) {
      String sheared =
          String.format(
              Locale.ROOT,
              "%s: the stack is tilted by %.2f degrees (gantry tilt)%s; the shear is kept in the geometry",
              series,
              tilt,
              unsaid ? ", of which its header says nothing" : "");
      if (unsaid) {
        notes.remark(sheared);
      } else {
        notes.observe(sheared);
      }
    }
  }

  private static double angleDegrees(LpsVector step, LpsVector unitNormal) {
    double along = step.dot(unitNormal);
    double across = step.plus(unitNormal.times(-along)).lengthMm();
    return Math.toDegrees(Math.atan2(across, along));
  }
}
