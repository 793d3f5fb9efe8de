package org.regista.quality.tg132;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.quality.Agreement;
import org.regista.quality.InverseConsistency;
import org.regista.quality.JacobianSummary;
import org.regista.quality.LabelOverlap;
import org.regista.quality.LandmarkErrors;
import org.regista.quality.LinearPart;
import org.regista.quality.QualityReport;
import org.regista.quality.Spread;
import org.regista.quality.tg132.Check.Status;
import org.regista.transform.AffineTransform;

class AssessmentTest {

  private static final double VOXEL_MM = 2.5;

  private static QualityReport quality(double missMm, @Nullable JacobianSummary jacobian) {
    Agreement agreement = new Agreement(0.9, 0.5, 1.2);
    return new QualityReport(
        QualityReport.Verdict.ACCEPT,
        List.of(),
        agreement,
        agreement,
        new LinearPart(
            0,
            LpsVector.ZERO,
            LpsVector.ZERO,
            List.of(1.0, 1.0, 1.0),
            new LpsVector(1, 1, 1),
            new LinearPart.Shear(0, 0, 0),
            "nothing"),
        null,
        jacobian,
        new InverseConsistency(
            Spread.of(new double[] {missMm}), Spread.of(new double[] {missMm}), 0));
  }

  /** Points that the identity misses by so many mm. */
  private static LandmarkErrors landmarks(double... missMm) {
    Space a = Space.named("a");
    Space b = Space.named("b");
    List<LpsPoint> fixed = Arrays.stream(missMm).mapToObj(m -> origin()).toList();
    List<LpsPoint> moving = Arrays.stream(missMm).mapToObj(m -> new LpsPoint(m, 0, 0)).toList();
    return LandmarkErrors.of(fixed, moving, new AffineTransform(a, b, AffineMap.IDENTITY));
  }

  private static LpsPoint origin() {
    return new LpsPoint(0, 0, 0);
  }

  private static LabelOverlap structures(double dice, double mm) {
    return new LabelOverlap(
        dice,
        dice,
        mm,
        mm,
        List.of(
            new LabelOverlap.Score(1, 0.95, 0.9, new LabelOverlap.Surface(0.5, 1, 1), 10, 10),
            new LabelOverlap.Score(7, dice, dice, new LabelOverlap.Surface(mm, mm, mm), 5, 5)));
  }

  private static Check check(List<Check> checks, String what) {
    return checks.stream().filter(c -> c.what().startsWith(what)).findFirst().orElseThrow();
  }

  @Test
  void whatWasNotMeasuredIsSaidAndNeverPasses() {
    List<Check> checks =
        Assessment.of(
            Tolerances.TG132, VOXEL_MM, quality(0, null), Optional.empty(), Optional.empty());
    assertThat(check(checks, "Landmarks").status()).isEqualTo(Status.NOT_MEASURED);
    assertThat(check(checks, "Structures (Dice)").status()).isEqualTo(Status.NOT_MEASURED);
    assertThat(check(checks, "Structures (mean").status()).isEqualTo(Status.NOT_MEASURED);
  }

  @Test
  void theLargestVoxelEdgeDecidesUnlessTheProfileNamesMillimetres() {
    LandmarkErrors twoMm = landmarks(1, 3);
    assertThat(status("Landmarks", Tolerances.TG132, twoMm)).isEqualTo(Status.PASS);
    assertThat(status("Landmarks", Tolerances.STEREOTACTIC, twoMm)).isEqualTo(Status.FAIL);
    assertThat(status("Landmarks", Tolerances.TG132, landmarks(2, 3.1))).isEqualTo(Status.FAIL);
    assertThat(status("Landmarks", Tolerances.own(4, 0.8), landmarks(2, 3.1)))
        .isEqualTo(Status.PASS);
  }

  private static Status status(String what, Tolerances tolerances, LandmarkErrors landmarks) {
    return check(
            Assessment.of(
                tolerances, VOXEL_MM, quality(0, null), Optional.of(landmarks), Optional.empty()),
            what)
        .status();
  }

  @Test
  void theWorstStructureDecidesAndIsNamed() {
    List<Check> checks =
        Assessment.of(
            Tolerances.TG132,
            VOXEL_MM,
            quality(0, null),
            Optional.empty(),
            Optional.of(structures(0.79, 2.6)));
    assertThat(check(checks, "Structures (Dice)").status()).isEqualTo(Status.FAIL);
    assertThat(check(checks, "Structures (Dice)").measured()).contains("label 7", "5.0 ml");
    assertThat(check(checks, "Structures (mean").status()).isEqualTo(Status.FAIL);
  }

  @Test
  void foldingAndInconsistencyFail() {
    JacobianSummary folded =
        new JacobianSummary(
            -0.1, 2, 3, 0, 0, 0.1, 0, new JacobianSummary.Histogram(-0.2, 0.05, List.of()));
    List<Check> checks =
        Assessment.of(
            Tolerances.TG132, VOXEL_MM, quality(2.6, folded), Optional.empty(), Optional.empty());
    assertThat(check(checks, "Folding").status()).isEqualTo(Status.FAIL);
    assertThat(check(checks, "There and back").status()).isEqualTo(Status.FAIL);
    assertThat(check(checks, "Similarity").status()).as("no tolerance").isEqualTo(Status.INFO);
  }
}
