package org.regista.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.quality.JacobianSummary.Histogram;
import org.regista.quality.QualityReport.Verdict;

/** Each threshold from both sides. */
final class JudgementTest {

  private static final Spread NONE = new Spread(0, 0, 0);

  record Case(String name, Verdict expected, Consumer<Judgement> facts) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static JacobianSummary jacobian(double min, long cells, long central, double sdLog) {
    return jacobian(min, cells, central, sdLog, 0);
  }

  private static JacobianSummary jacobian(
      double min, long cells, long central, double sdLog, double beyond) {
    Histogram histogram = new Histogram(0, 1, List.of(1L));
    return new JacobianSummary(min, 2, cells, central, 0, sdLog, beyond, histogram);
  }

  private static LinearPart scaled(double factor) {
    return LinearPart.of(AffineMap.scaling(1, factor, 1), new LpsPoint(0, 0, 0));
  }

  private static Agreement agreement(double overlap, double nmi) {
    return new Agreement(overlap, 0.5, nmi);
  }

  static List<Case> cases() {
    return List.of(
        new Case("no fact", Verdict.ACCEPT, j -> {}),
        new Case("overlap .51", Verdict.ACCEPT, j -> j.overlap(agreement(0.51, 1))),
        new Case("overlap .49", Verdict.REVIEW, j -> j.overlap(agreement(0.49, 1))),
        new Case("overlap .26", Verdict.REVIEW, j -> j.overlap(agreement(0.26, 1))),
        new Case("overlap .24", Verdict.REJECT, j -> j.overlap(agreement(0.24, 1))),
        new Case("no field", Verdict.ACCEPT, j -> j.folds(null)),
        new Case("regular", Verdict.ACCEPT, j -> j.folds(jacobian(0.01, 0, 0, 0.49))),
        new Case("rough", Verdict.REVIEW, j -> j.folds(jacobian(0.01, 0, 0, 0.51))),
        new Case("some extremes", Verdict.ACCEPT, j -> j.folds(jacobian(0.1, 0, 0, 0.1, 0.0009))),
        new Case("extremes", Verdict.REVIEW, j -> j.folds(jacobian(0.1, 0, 0, 0.1, 0.0011))),
        new Case("a folded cell", Verdict.REJECT, j -> j.folds(jacobian(-0.1, 1, 0, 0.1))),
        new Case("a folded voxel", Verdict.REJECT, j -> j.folds(jacobian(0.1, 0, 1, 0.1))),
        new Case("NaN", Verdict.REJECT, j -> j.folds(jacobian(Double.NaN, 0, 0, 0.1))),
        new Case(
            "more alike", Verdict.ACCEPT, j -> j.similarity(agreement(1, 1.2), agreement(1, 1.3))),
        new Case(
            "hardly less alike",
            Verdict.ACCEPT,
            j -> j.similarity(agreement(1, 1.2), agreement(1, 1.197))),
        new Case(
            "less alike",
            Verdict.REVIEW,
            j -> j.similarity(agreement(1, 1.2), agreement(1, 1.195))),
        new Case(
            "nothing to compare with",
            Verdict.ACCEPT,
            j -> j.similarity(agreement(0.1, 1.9), agreement(1, 1.2))),
        new Case("length .71", Verdict.ACCEPT, j -> j.linear(scaled(0.71))),
        new Case("length .69", Verdict.REVIEW, j -> j.linear(scaled(0.69))),
        new Case("length 1.39", Verdict.ACCEPT, j -> j.linear(scaled(1.39))),
        new Case("length 1.41", Verdict.REVIEW, j -> j.linear(scaled(1.41))),
        new Case(
            "not finite", Verdict.REJECT, j -> j.finite(new InverseConsistency(NONE, NONE, 3))),
        new Case("finite", Verdict.ACCEPT, j -> j.finite(new InverseConsistency(NONE, NONE, 0))),
        new Case("warned", Verdict.REVIEW, j -> j.warnings(List.of("the mask is small"))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void verdictFollowsTheFacts(Case given) {
    Judgement judgement = new Judgement(0.001);
    given.facts().accept(judgement);

    assertThat(judgement.verdict()).isEqualTo(given.expected());
    assertThat(judgement.reasons()).hasSize(given.expected() == Verdict.ACCEPT ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"0.49, ACCEPT", "0.51, REVIEW"})
  void consistencyIsMeasuredInVoxels(double voxels, Verdict expected) {
    Judgement judgement = new Judgement(0.001);
    judgement.consistency(new InverseConsistency(new Spread(9, 9, 9), new Spread(voxels, 5, 7), 0));

    assertThat(judgement.verdict()).isEqualTo(expected);
  }
}
