package org.regista.quality.tg132;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.GridGeometry;
import org.regista.quality.JacobianSummary;
import org.regista.quality.LabelOverlap;
import org.regista.quality.LandmarkErrors;
import org.regista.quality.QualityReport;
import org.regista.quality.tg132.Check.Status;

/** Holds what is known of a registration against tolerances. */
public final class Assessment {

  private static final String NO_TOLERANCE = "";

  private final Tolerances tolerances;
  private final double allowedMm;
  private final List<Check> checks = new ArrayList<>();

  private Assessment(Tolerances tolerances, double voxelMm) {
    this.tolerances = tolerances;
    this.allowedMm = tolerances.allowedMm(voxelMm);
  }

  /**
   * @param voxelMm largest voxel edge of either image
   * @param landmarks of a person, if any
   * @param structures outlined on both images, if any
   */
  public static List<Check> of(
      Tolerances tolerances,
      double voxelMm,
      QualityReport quality,
      Optional<LandmarkErrors> landmarks,
      Optional<LabelOverlap> structures) {
    Assessment assessment = new Assessment(tolerances, voxelMm);
    assessment.landmarks(landmarks);
    assessment.structures(structures);
    assessment.consistency(quality);
    assessment.jacobian(quality.jacobian());
    assessment.info(quality);
    return List.copyOf(assessment.checks);
  }

  /** The largest voxel edge of two images, mm. */
  public static double voxelMm(GridGeometry fixed, GridGeometry moving) {
    double largest = 0;
    for (int axis = 0; axis < 3; axis++) {
      largest = Math.max(largest, Math.max(fixed.spacingMm(axis), moving.spacingMm(axis)));
    }
    return largest;
  }

  private void landmarks(Optional<LandmarkErrors> landmarks) {
    String allowed = text("mean at most %.1f mm", allowedMm);
    if (landmarks.isEmpty()) {
      missing("Landmarks (TRE)", allowed);
      return;
    }
    LandmarkErrors.Errors after = landmarks.get().after();
    add(
        "Landmarks (TRE)",
        text(
            "%d landmarks: mean %.1f mm, largest %.1f mm (by headers %.1f mm)",
            landmarks.get().points(), after.mean(), after.max(), landmarks.get().before().mean()),
        allowed,
        after.mean() <= allowedMm);
  }

  /** The worst structure of each kind decides, and is named. */
  private void structures(Optional<LabelOverlap> structures) {
    String dice = text("each at least %.2f", tolerances.leastDice());
    String distance = text("each at most %.1f mm", allowedMm);
    if (structures.isEmpty()) {
      missing("Structures (Dice)", dice);
      missing("Structures (mean distance)", distance);
      return;
    }
    LabelOverlap.Score least =
        structures.get().labels().stream()
            .min(Comparator.comparingDouble(LabelOverlap.Score::dice))
            .orElseThrow();
    add(
        "Structures (Dice)",
        text(
            "%d structures: least %.3f (label %d, %.1f ml)",
            structures.get().labels().size(), least.dice(), least.label(), least.fixedMl()),
        dice,
        least.dice() >= tolerances.leastDice());
    structures.get().labels().stream()
        .filter(score -> score.surface() != null)
        .max(Comparator.comparingDouble(Assessment::distance))
        .ifPresentOrElse(
            far ->
                add(
                    "Structures (mean distance)",
                    text("largest %.1f mm (label %d)", distance(far), far.label()),
                    distance,
                    distance(far) <= allowedMm),
            () -> missing("Structures (mean distance)", distance));
  }

  private static double distance(LabelOverlap.Score score) {
    LabelOverlap.@Nullable Surface surface = score.surface();
    return surface == null ? Double.NaN : surface.meanMm();
  }

  private void consistency(QualityReport quality) {
    double mean = quality.inverseConsistency().mm().mean();
    add(
        "There and back again",
        text("mean %.2f mm, largest %.2f mm", mean, quality.inverseConsistency().mm().max()),
        text("mean at most %.1f mm", allowedMm),
        mean <= allowedMm && quality.inverseConsistency().nonFinitePlaces() == 0);
  }

  private void jacobian(@Nullable JacobianSummary jacobian) {
    if (jacobian == null) {
      checks.add(new Check("Folding", "linear: cannot fold", "none", Status.PASS));
      return;
    }
    add(
        "Folding",
        text(
            "%d folded cells, Jacobian %.2f to %.2f",
            jacobian.nonPositiveCells(), jacobian.min(), jacobian.max()),
        "none",
        jacobian.nonPositiveCells() == 0 && jacobian.min() > 0);
  }

  private void info(QualityReport quality) {
    checks.add(
        new Check(
            "Overlap",
            text("%.0f %% of the fixed anatomy", 100 * quality.after().overlap()),
            NO_TOLERANCE,
            Status.INFO));
    if (quality.displacementMm() != null) {
      checks.add(
          new Check(
              "Deformation",
              text(
                  "mean %.1f mm, largest %.1f mm",
                  quality.displacementMm().mean(), quality.displacementMm().max()),
              NO_TOLERANCE,
              Status.INFO));
    }
    checks.add(
        new Check(
            "Similarity (NMI)",
            text("%.3f, by headers %.3f", quality.after().nmi(), quality.before().nmi()),
            NO_TOLERANCE,
            Status.INFO));
  }

  private void missing(String what, String tolerance) {
    checks.add(new Check(what, "", tolerance, Status.NOT_MEASURED));
  }

  private void add(String what, String measured, String tolerance, boolean within) {
    checks.add(new Check(what, measured, tolerance, within ? Status.PASS : Status.FAIL));
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
