package org.regista.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.regista.resample.Phantom.FIXED;
import static org.regista.resample.Phantom.MOVING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.quality.QualityReport.Verdict;
import org.regista.resample.Phantom;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.TransformChain;

/** A ball with a bump, seen twice: in the moving image 6 mm to the left and 4 mm down. */
final class QualityEvaluatorTest {

  private static final LpsVector SHIFT = new LpsVector(6, 0, -4);

  private static final GridGeometry GRID =
      Phantom.grid(
          new GridSize(30, 26, 14),
          new LpsVector(2, 2, 4),
          Phantom.rotation(0.1, -0.2, 0.15),
          new LpsPoint(-20, -30, -30));

  private static final AffineTransform LINEAR =
      new AffineTransform(FIXED, MOVING, AffineMap.translation(SHIFT));

  private final Volume fixed = Phantom.byPlace(FIXED, GRID, QualityEvaluatorTest::head);
  private final Volume moving =
      Phantom.byPlace(MOVING, GRID, p -> 200 - head(p.plus(SHIFT.times(-1))));

  private static double head(LpsPoint p) {
    LpsPoint centre = GRID.centre();
    double ball = Math.exp(-Math.pow(p.distanceMm(centre) / 18, 4));
    double bump = Math.exp(-Math.pow(p.distanceMm(centre.plus(new LpsVector(8, 6, 5))) / 6, 2));
    return 100 * ball + 60 * bump;
  }

  @AfterEach
  void close() {
    fixed.close();
    moving.close();
  }

  private QualityReport evaluate(Alignment alignment, String... warnings) {
    return new QualityEvaluator(2, 0.001)
        .evaluate(fixed, moving, Optional.empty(), alignment, List.of(warnings));
  }

  private static Alignment linear(AffineTransform t) {
    return new Alignment(t, Optional.empty(), t, t.inverse());
  }

  private static Alignment deformable(DisplacementField u, DisplacementField v) {
    return new Alignment(
        LINEAR,
        Optional.of(u),
        TransformChain.of(u, LINEAR),
        TransformChain.of(LINEAR.inverse(), v));
  }

  private static DisplacementField constant(LpsVector u) {
    return Phantom.field(FIXED, GRID, v -> u);
  }

  @Test
  void theTrueShiftIsAccepted() {
    QualityReport report = evaluate(linear(LINEAR));

    assertThat(report.verdict()).as("%s", report.reasons()).isEqualTo(Verdict.ACCEPT);
    assertThat(report.reasons()).isEmpty();
    assertThat(report.after().ncc()).isLessThan(-0.99); // inverted contrast
    assertThat(report.after().nmi()).isGreaterThan(report.before().nmi() + 0.05);
    assertThat(report.inverseConsistency().mm().max()).isLessThan(1e-9);
    assertThat(report.linear().centreShiftMm()).isEqualTo(SHIFT);
    assertThat(report.displacementMm()).isNull();
    assertThat(report.jacobian()).isNull();
  }

  @Test
  void theShiftIsThatOfTheCentreNotOfTheOrigin() {
    LpsVector toCentre = GRID.centre().minus(new LpsPoint(0, 0, 0));
    AffineMap aboutCentre =
        AffineMap.translation(toCentre.times(-1))
            .andThen(Phantom.rotation(0, 0.1, 0))
            .andThen(AffineMap.translation(toCentre.plus(SHIFT)));

    LinearPart part = evaluate(linear(new AffineTransform(FIXED, MOVING, aboutCentre))).linear();

    assertThat(part.centreShiftMm().plus(SHIFT.times(-1)).lengthMm()).isLessThan(1e-9);
    assertThat(part.turnDegrees()).isCloseTo(Math.toDegrees(0.1), offset(1e-9));
  }

  @Test
  void theInvertedShiftAsksForAReview() {
    AffineTransform inverted = new AffineTransform(FIXED, MOVING, LINEAR.fixedToMoving().inverse());

    QualityReport report = evaluate(linear(inverted));

    assertThat(report.verdict()).isEqualTo(Verdict.REVIEW);
    assertThat(report.reasons())
        .singleElement()
        .asString()
        .startsWith("the images resemble each other less than by their headers alone");
  }

  @Test
  void beyondTheImageIsRejected() {
    AffineTransform away =
        new AffineTransform(FIXED, MOVING, AffineMap.translation(new LpsVector(90, 0, 0)));

    QualityReport report = evaluate(linear(away));

    assertThat(report.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(report.reasons().getFirst()).contains("inside the moving image");
  }

  @Test
  void anInverseThatMissesIsMeasuredInMmAndVoxels() {
    // there by u, back by an inverse that is 0.6 voxel steps along k short: 2.4 mm
    LpsVector u = new LpsVector(0.2, 0.1, 0);
    LpsVector miss = GRID.indexToLps().column(2).times(0.6);
    try (DisplacementField there = constant(u);
        DisplacementField back = constant(u.times(-1).plus(miss))) {
      QualityReport report = evaluate(deformable(there, back));

      assertThat(report.inverseConsistency().mm().mean()).isCloseTo(2.4, offset(1e-5));
      assertThat(report.inverseConsistency().voxels().p95()).isCloseTo(0.6, offset(1e-5));
      assertThat(report.verdict()).isEqualTo(Verdict.REVIEW);
      assertThat(report.reasons().getFirst())
          .isEqualTo(
              "there and back again misses by 0.60 voxels (2.40 mm) on average; 0.5 voxels are allowed");
      assertThat(Objects.requireNonNull(report.displacementMm()).max())
          .isCloseTo(u.lengthMm(), offset(1e-6));
    }
  }

  @Test
  void aFoldIsRejected() {
    try (DisplacementField folded =
            Phantom.field(
                FIXED, GRID, v -> GRID.indexToLps().column(0).times(v.i() <= 15 ? 1.2 : 0));
        DisplacementField back = constant(LpsVector.ZERO)) {
      QualityReport report = evaluate(deformable(folded, back));

      assertThat(report.verdict()).isEqualTo(Verdict.REJECT);
      assertThat(report.reasons().getFirst()).startsWith("the deformation folds in 325 cells");
    }
  }

  @Test
  void aFieldWithNanIsRejected() {
    try (DisplacementField hole = constant(LpsVector.ZERO);
        DisplacementField back = constant(LpsVector.ZERO)) {
      hole.displacementsMm().set(GRID.size().offset(15, 13, 7), Float.NaN);

      QualityReport report = evaluate(deformable(hole, back));

      assertThat(report.verdict()).isEqualTo(Verdict.REJECT);
      assertThat(report.reasons().getFirst()).startsWith("the transform is not finite at");
      assertThat(report.inverseConsistency().mm().max()).isZero();
    }
  }

  @Test
  void aShrunkenPatientAsksForAReview() {
    AffineMap aboutCentre =
        AffineMap.translation(new LpsPoint(0, 0, 0).minus(GRID.centre()))
            .andThen(AffineMap.scaling(1, 0.6, 1))
            .andThen(AffineMap.translation(GRID.centre().minus(new LpsPoint(0, 0, 0))));

    QualityReport report = evaluate(linear(new AffineTransform(FIXED, MOVING, aboutCentre)));

    assertThat(report.verdict()).isEqualTo(Verdict.REVIEW);
    assertThat(report.reasons())
        .contains("the linear part multiplies lengths by 0.60 to 1.00 (usual: 0.7 to 1.4)");
  }

  @Test
  void aReportSurvivesJson() throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    try (DisplacementField u = constant(new LpsVector(0.5, 0, 0));
        DisplacementField v = constant(new LpsVector(-0.5, 0, 0))) {
      for (QualityReport report : List.of(evaluate(linear(LINEAR)), evaluate(deformable(u, v)))) {
        String json = mapper.writeValueAsString(report);
        assertThat(mapper.readValue(json, QualityReport.class)).isEqualTo(report);
      }
    }
  }

  @Test
  void warningsOfTheRegistrationBecomeReasons() {
    QualityReport report = evaluate(linear(LINEAR), "the runner-up start was almost as good");

    assertThat(report.verdict()).isEqualTo(Verdict.REVIEW);
    assertThat(report.reasons()).containsExactly("the runner-up start was almost as good");
  }

  @Test
  void theNamesInJsonAreThoseThatScriptsRead() throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    try (DisplacementField u = constant(LpsVector.ZERO);
        DisplacementField v = constant(LpsVector.ZERO)) {
      JsonNode json = mapper.readTree(mapper.writeValueAsString(evaluate(deformable(u, v))));

      assertThat(json.at("/verdict").asText()).isEqualTo("ACCEPT");
      assertThat(json.at("/jacobian/min").asDouble()).isEqualTo(1);
      assertThat(json.at("/jacobian/nonPositiveCells").isIntegralNumber()).isTrue();
      assertThat(json.at("/jacobian/centralNonPositive").isIntegralNumber()).isTrue();
      assertThat(json.at("/jacobian/histogram/counts").size()).isEqualTo(64);
      assertThat(json.at("/inverseConsistency/voxels/p95").isNumber()).isTrue();
      assertThat(json.at("/linear/centreShiftMm/x").asDouble()).isEqualTo(6);
      assertThat(json.at("/after/nmi").isNumber()).isTrue();
    }
  }

  @Test
  void swappedImagesAreRefused() {
    assertThatThrownBy(
            () ->
                new QualityEvaluator(1, 0.001)
                    .evaluate(moving, fixed, Optional.empty(), linear(LINEAR), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the fixed image is 'moving', the registration speaks of 'fixed'; were the images swapped?");
  }

  @Test
  void anInverseOfAnotherPairIsRefused() {
    assertThatThrownBy(() -> new Alignment(LINEAR, Optional.empty(), LINEAR, LINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was one of them inverted?");
  }
}
