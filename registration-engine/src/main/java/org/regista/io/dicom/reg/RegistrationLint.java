package org.regista.io.dicom.reg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.transform.Transform;

/**
 * What is wrong with a registration object although its form is right. dciodvfy sees none of this:
 * it checks that attributes are there, not what they mean.
 */
final class RegistrationLint {

  private static final Set<String> TYPES = Set.of("RIGID", "RIGID_SCALE", "AFFINE");

  /** A rotation that was rounded to four decimals; 0.3 mm at the edge of a body. */
  static final double LARGEST_DEVIATION = 1e-3;

  private static final double ROUNDED = 1e-5;
  private static final int SAMPLES = 9;

  private RegistrationLint() {}

  /** Judges a matrix; false if it cannot be used. */
  static boolean matrix(StatedMatrix matrix, String place, List<Finding> findings) {
    double det = matrix.map().determinant();
    if (!matrix.map().isFinite() || !(Math.abs(det) > 1e-6)) {
      findings.add(Finding.error(place + " has a matrix without an inverse"));
      return false;
    }
    if (det < 0) {
      findings.add(
          Finding.error(
              "%s has a matrix that mirrors the patient (determinant %.4f), typed %s"
                  .formatted(place, det, matrix.type())));
      return false;
    }
    if (!TYPES.contains(matrix.type())) {
      findings.add(
          Finding.warning(
              "%s has a matrix of the unknown type '%s'".formatted(place, matrix.type())));
    }
    if (matrix.type().equals("RIGID") && matrix.deviation() > LARGEST_DEVIATION) {
      findings.add(
          Finding.ambiguous(
              String.format(
                  Locale.ROOT,
                  "%s has a matrix typed RIGID that scales or shears: its axes have the lengths %.4f, %.4f, %.4f",
                  place,
                  matrix.map().column(0).lengthMm(),
                  matrix.map().column(1).lengthMm(),
                  matrix.map().column(2).lengthMm())));
    } else if (matrix.type().equals("RIGID") && matrix.deviation() > ROUNDED) {
      findings.add(
          Finding.warning(
              String.format(
                  Locale.ROOT,
                  "%s has a rigid matrix that was rounded: it deviates from a rotation by %.1e",
                  place,
                  matrix.deviation())));
    }
    return true;
  }

  /** Judges what the items say together. */
  static List<Finding> structure(boolean deformable, String frame, List<StatedItem> items) {
    List<Finding> findings = new ArrayList<>();
    if (frame.isEmpty()) {
      findings.add(Finding.error("it names no frame of reference to register into"));
    }
    if (items.isEmpty()) {
      findings.add(Finding.error("it has no registration item"));
    }
    if (deformable && items.stream().allMatch(item -> item.grid() == null)) {
      findings.add(Finding.error("it is a deformable registration without a usable grid"));
    }
    Set<String> seen = new HashSet<>();
    for (StatedItem item : items) {
      if (item.frame().isEmpty() && item.images().isEmpty()) {
        findings.add(Finding.error("an item names neither a frame of reference nor images"));
      }
      if (item.frame().equals(frame) && !item.isIdentity() && item.images().isEmpty()) {
        findings.add(
            Finding.error("an item moves the very frame of reference that the others lead to"));
      }
      if (!item.frame().isEmpty() && !seen.add(item.frame())) {
        findings.add(
            Finding.warning(
                "several items speak of the frame %s; only their images tell them apart"
                    .formatted(item.frame())));
      }
      severalMatrices(item).ifPresent(findings::add);
    }
    if (items.stream().filter(item -> !item.isIdentity()).count() > 1) {
      findings.add(
          Finding.warning(
              "several items move something; each is taken for its own images, never multiplied"));
    }
    return findings;
  }

  private static Optional<Finding> severalMatrices(StatedItem item) {
    boolean orderMatters = item.firstMatrixFirst().maxDifference(item.lastMatrixFirst()) > 1e-6;
    boolean before = item.before().stream().anyMatch(m -> !m.isIdentity());
    if (orderMatters) {
      return Optional.of(
          Finding.ambiguous(
              "an item has %d matrices and their order matters".formatted(item.matrices().size())));
    }
    return before && item.grid() != null
        ? Optional.of(
            Finding.ambiguous(
                "an item has a matrix before its grid: whether the grid is looked up before or after it "
                    + "differs between programs"))
        : Optional.empty();
  }

  /**
   * Share of the fixed grid that a pull-back takes into the moving grid; the two directions of one
   * registration usually differ in it.
   */
  static double overlap(Transform fixedToMoving, GridGeometry fixed, GridGeometry moving) {
    int inside = 0;
    for (int n = 0; n < SAMPLES * SAMPLES * SAMPLES; n++) {
      LpsPoint p =
          fixed.toLps(
              new VoxelIndex(
                  place(n % SAMPLES, fixed.size().ni()),
                  place(n / SAMPLES % SAMPLES, fixed.size().nj()),
                  place(n / (SAMPLES * SAMPLES), fixed.size().nk())));
      VoxelIndex v = moving.toIndex(fixedToMoving.toMoving(p));
      if (moving.size().encloses(v.i(), v.j(), v.k())) {
        inside++;
      }
    }
    return (double) inside / (SAMPLES * SAMPLES * SAMPLES);
  }

  private static double place(int sample, int size) {
    return sample * (size - 1.0) / (SAMPLES - 1);
  }
}
