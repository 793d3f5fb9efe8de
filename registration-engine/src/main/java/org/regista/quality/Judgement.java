package org.regista.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.regista.quality.QualityReport.Verdict;

/** Turns numbers into a verdict and its reasons. */
final class Judgement {

  /** Below this, what was compared is mostly something else than the patient. */
  private static final double REJECT_OVERLAP = 0.25;

  /** Usual sign of a failed rigid registration, or of a partial field of view. */
  private static final double REVIEW_OVERLAP = 0.5;

  /**
   * How far NMI - 1 may fall, relatively: about what a move by 1 mm or a turn by 2 degrees away
   * from the right place costs between CT, MR and PET of one patient, and more than interpolation
   * does.
   */
  private static final double SIMILARITY_SLACK = 0.02;

  /** TG-132 allows one voxel; half of it warns in time. */
  private static final double REVIEW_CONSISTENCY_VOXELS = 0.5;

  /** Bodies of adults, even of different people, hardly differ more in length. */
  private static final double SMALLEST_FACTOR = 0.7;

  private static final double LARGEST_FACTOR = 1.4;

  /** Within one patient 0.1 is usual, between patients 0.3; beyond this the field is rough. */
  private static final double REVIEW_SD_LOG_JACOBIAN = 0.5;

  private final double usualBeyondThreefold;
  private final List<String> rejections = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  /**
   * @param usualBeyondThreefold see {@link QualityEvaluator}
   */
  Judgement(double usualBeyondThreefold) {
    this.usualBeyondThreefold = usualBeyondThreefold;
  }

  Verdict verdict() {
    if (!rejections.isEmpty()) {
      return Verdict.REJECT;
    }
    return doubts.isEmpty() ? Verdict.ACCEPT : Verdict.REVIEW;
  }

  List<String> reasons() {
    return Stream.concat(rejections.stream(), doubts.stream()).toList();
  }

  void images(Agreement before, Agreement after) {
    overlap(after);
    similarity(before, after);
  }

  void transforms(
      LinearPart linear, @Nullable JacobianSummary jacobian, InverseConsistency consistency) {
    finite(consistency);
    folds(jacobian);
    consistency(consistency);
    linear(linear);
  }

  void overlap(Agreement after) {
    String share =
        "only %.0f %% of the fixed foreground lies inside the moving image"
            .formatted(100 * after.overlap());
    if (after.overlap() < REJECT_OVERLAP) {
      rejections.add(share + "; the start was probably too far away");
    } else if (after.overlap() < REVIEW_OVERLAP) {
      doubts.add(share + "; expected only if that shows less of the patient");
    }
  }

  void finite(InverseConsistency consistency) {
    if (consistency.nonFinitePlaces() > 0) {
      rejections.add(
          "the transform is not finite at %d places of the fixed foreground"
              .formatted(consistency.nonFinitePlaces()));
    }
  }

  void folds(@Nullable JacobianSummary jacobian) {
    if (jacobian == null) {
      return;
    }
    if (jacobian.nonPositiveCells() > 0
        || jacobian.centralNonPositive() > 0
        || !(jacobian.min() > 0)) {
      rejections.add(
          "the deformation folds in %d cells (smallest Jacobian determinant %.3f)"
              .formatted(jacobian.nonPositiveCells(), jacobian.min()));
    }
    if (jacobian.beyondThreefold() > usualBeyondThreefold) {
      doubts.add(
          "%.2f %% of the fixed foreground changes its volume more than threefold (usual: below %.2f %%)"
              .formatted(100 * jacobian.beyondThreefold(), 100 * usualBeyondThreefold));
    }
    if (jacobian.sdLog() > REVIEW_SD_LOG_JACOBIAN) {
      doubts.add(
          "the deformation is rough: the logarithm of its Jacobian deviates by %.2f (usual: below %.1f)"
              .formatted(jacobian.sdLog(), REVIEW_SD_LOG_JACOBIAN));
    }
  }

  /** Where the headers hardly overlap there is nothing to compare with. */
  void similarity(Agreement before, Agreement after) {
    boolean comparable = before.overlap() >= REVIEW_OVERLAP;
    double allowed = 1 + (1 - SIMILARITY_SLACK) * (before.nmi() - 1);
    if (comparable && after.nmi() < allowed) {
      doubts.add(
          "the images resemble each other less than by their headers alone "
              + "(normalised mutual information %.4f, before %.4f)"
                  .formatted(after.nmi(), before.nmi()));
    }
  }

  void consistency(InverseConsistency consistency) {
    double mean = consistency.voxels().mean();
    if (mean > REVIEW_CONSISTENCY_VOXELS) {
      doubts.add(
          "there and back again misses by %.2f voxels (%.2f mm) on average; %.1f voxels are allowed"
              .formatted(mean, consistency.mm().mean(), REVIEW_CONSISTENCY_VOXELS));
    }
  }

  void linear(LinearPart linear) {
    double largest = linear.singularValues().getFirst();
    double smallest = linear.singularValues().getLast();
    if (smallest < SMALLEST_FACTOR || largest > LARGEST_FACTOR) {
      doubts.add(
          "the linear part multiplies lengths by %.2f to %.2f (usual: %.1f to %.1f)"
              .formatted(smallest, largest, SMALLEST_FACTOR, LARGEST_FACTOR));
    }
  }

  void warnings(List<String> warnings) {
    doubts.addAll(warnings);
  }
}
