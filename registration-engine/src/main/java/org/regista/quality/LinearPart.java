package org.regista.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * What the linear part of a registration does, by the polar decomposition of its matrix into a
 * stretch, first, and a rotation: M = R S.
 *
 * @param turnDegrees angle of R, below 180
 * @param turnAboutDegrees the same as a vector along the axis of R, right-handed, in LPS
 * @param centreShiftMm where the centre of the fixed image goes, less where it was
 * @param singularValues of M, the largest first: the factors of length along the axes of S
 * @param scale the diagonal of S: the factors along the patient's axes
 * @param shear the entries xy, xz and yz of S
 * @param words the same for people
 */
public record LinearPart(
    double turnDegrees,
    LpsVector turnAboutDegrees,
    LpsVector centreShiftMm,
    List<Double> singularValues,
    LpsVector scale,
    Shear shear,
    String words) {

  /** From this deviation from 1 on, a factor of length is worth a sentence. */
  private static final double RIGID_TOLERANCE = 1e-3;

  /** Shifts below this are not printed. */
  private static final double SHIFT_TOLERANCE_MM = 0.05;

  /** Off-diagonal entries of a symmetric stretch. */
  public record Shear(double xy, double xz, double yz) {}

  public LinearPart {
    singularValues = List.copyOf(singularValues);
  }

  static LinearPart of(AffineMap map, LpsPoint centre) {
    SingularValue<Double> svd = SingularValue.R064.make(3, 3);
    svd.decompose(
        R064Store.FACTORY.rows(
            new double[][] {
              {map.m00(), map.m01(), map.m02()},
              {map.m10(), map.m11(), map.m12()},
              {map.m20(), map.m21(), map.m22()}
            }));
    MatrixStore<Double> rotation = svd.getU().multiply(svd.getV().transpose());
    MatrixStore<Double> stretch = svd.getV().multiply(svd.getD()).multiply(svd.getV().transpose());
    List<Double> values = List.copyOf(svd.getSingularValues());
    LpsVector turn = turnDegrees(rotation);
    LpsVector shift = map.apply(centre).minus(centre);
    return new LinearPart(
        turn.lengthMm(),
        turn,
        shift,
        values,
        new LpsVector(
            stretch.doubleValue(0, 0), stretch.doubleValue(1, 1), stretch.doubleValue(2, 2)),
        new Shear(stretch.doubleValue(0, 1), stretch.doubleValue(0, 2), stretch.doubleValue(1, 2)),
        words(turn, shift, values));
  }

  /** The rotation vector, from the unit quaternion of a rotation by less than 180 degrees. */
  private static LpsVector turnDegrees(MatrixStore<Double> r) {
    LpsVector twiceSine =
        new LpsVector(
            r.doubleValue(2, 1) - r.doubleValue(1, 2),
            r.doubleValue(0, 2) - r.doubleValue(2, 0),
            r.doubleValue(1, 0) - r.doubleValue(0, 1));
    double twiceCosine = r.doubleValue(0, 0) + r.doubleValue(1, 1) + r.doubleValue(2, 2) - 1;
    double length = twiceSine.lengthMm();
    double degrees = Math.toDegrees(Math.atan2(length, twiceCosine));
    return length > 0 ? twiceSine.times(degrees / length) : LpsVector.ZERO;
  }

  private static String words(LpsVector turn, LpsVector shift, List<Double> factors) {
    StringBuilder words = new StringBuilder();
    words.append(
        String.format(
            Locale.ROOT,
            "The anatomy at the centre of the fixed image lies %.1f mm away in the moving image%s; "
                + "it is turned by %.1f degrees%s",
            shift.lengthMm(),
            directions(shift),
            turn.lengthMm(),
            axis(turn)));
    double largest = factors.getFirst();
    double smallest = factors.getLast();
    if (largest > 1 + RIGID_TOLERANCE || smallest < 1 - RIGID_TOLERANCE) {
      words.append(
          String.format(
              Locale.ROOT, " and its lengths are multiplied by %.3f to %.3f", smallest, largest));
    }
    return words.append('.').toString();
  }

  private static String directions(LpsVector shift) {
    List<String> parts = new ArrayList<>();
    addDirection(parts, shift.x(), "the patient's left", "the patient's right");
    addDirection(parts, shift.y(), "the back", "the front");
    addDirection(parts, shift.z(), "the head", "the feet");
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }

  private static void addDirection(
      List<String> parts, double mm, String positive, String negative) {
    if (Math.abs(mm) >= SHIFT_TOLERANCE_MM) {
      parts.add(
          String.format(
              Locale.ROOT, "%.1f mm toward %s", Math.abs(mm), mm > 0 ? positive : negative));
    }
  }

  private static String axis(LpsVector turn) {
    double x = Math.abs(turn.x());
    double y = Math.abs(turn.y());
    double z = Math.abs(turn.z());
    if (turn.lengthMm() < 0.05) {
      return "";
    }
    String axis = x >= y && x >= z ? "left-right" : y >= z ? "front-back" : "head-feet";
    return ", mostly about the " + axis + " axis";
  }
}
