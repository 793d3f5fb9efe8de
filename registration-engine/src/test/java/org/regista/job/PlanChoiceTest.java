package org.regista.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.compute.Similarity;
import org.regista.error.InputDataException;
import org.regista.job.PlanChoice.Metric;
import org.regista.register.plan.BlockStage;
import org.regista.register.plan.LinearLevel;
import org.regista.register.plan.LinearStage;
import org.regista.register.plan.PlanFiles;
import org.regista.register.plan.RegistrationPlan;
import org.regista.register.plan.Stage;

class PlanChoiceTest {

  private static RegistrationPlan plan(String preset, List<String> stages, Metric... metric) {
    return new PlanChoice(preset, stages, Optional.ofNullable(metric.length > 0 ? metric[0] : null))
        .plan();
  }

  private static List<Similarity> similarities(RegistrationPlan plan) {
    return plan.stages().stream().map(Stage::similarity).toList();
  }

  @Test
  void aPresetAloneIsTakenAsItIs() {
    for (String name : PlanFiles.presetNames()) {
      assertThat(plan(name, List.of())).isEqualTo(PlanFiles.preset(name));
    }
  }

  @Test
  void stagesRunInTheirOwnOrderWhateverTheOrderOfAsking() {
    RegistrationPlan plan = plan("mri-followup", List.of("diffeo", "rigid"));
    assertThat(plan.stages()).extracting(Stage::label).containsExactly("rigid", "diffeo");
    assertThat(plan.stages().getLast())
        .isEqualTo(PlanFiles.preset("mri-followup").stages().getLast());
    assertThat(plan.name()).isEqualTo("custom");
    assertThat(plan.description()).contains("mri-followup", "diffeo, rigid");
  }

  @Test
  void aSearchForLargeMotionComesWithTheDeformationThatItStarts() {
    assertThat(plan("ct-lung", List.of("affine", "diffeo")).stages())
        .extracting(Stage::label)
        .containsExactly("affine", "discrete", "diffeo");
  }

  /**
   * CT and MRI have no common intensities, so a lent deformation must not compare by correlation.
   */
  @Test
  void lentStagesCompareAsThePresetDoes() {
    RegistrationPlan plan = plan("ct-mri", List.of("rigid", "affine", "diffeo"));
    assertThat(plan.stages()).extracting(Stage::label).containsExactly("rigid", "affine", "diffeo");
    Similarity own = PlanFiles.preset("ct-mri").stages().getFirst().similarity();
    assertThat(similarities(plan)).containsOnly(own);
    assertThat(plan.fixedRange()).isEqualTo(PlanFiles.preset("ct-mri").fixedRange());
  }

  @Test
  void theMetricGoesToEveryStage() {
    assertThat(similarities(plan("mri-followup", List.of(), Metric.MSD)))
        .hasSize(3)
        .containsOnly(new Similarity.MeanSquares());
    assertThat(similarities(plan("mri-followup", List.of(), Metric.NCC)))
        .containsOnly(new Similarity.GlobalCorrelation());
    assertThat(similarities(plan("ct-mri", List.of(), Metric.LNCC)))
        .containsExactly(new Similarity.LocalCorrelation(2));
  }

  @Test
  void aStageThatComparesSoAlreadyKeepsItsBins() {
    assertThat(plan("ct-mri", List.of(), Metric.MI)).isEqualTo(PlanFiles.preset("ct-mri"));
  }

  /** At the resolutions of the preset's own stages; a deformation compares as before. */
  @Test
  void blocksTakeThePlaceOfLinearStages() {
    RegistrationPlan own = PlanFiles.preset("mri-followup");
    RegistrationPlan plan = plan("mri-followup", List.of(), Metric.BLOCKS);
    assertThat(plan.stages()).extracting(Stage::label).containsExactly("rigid", "affine", "diffeo");
    assertThat(plan.stages().subList(0, 2)).allMatch(BlockStage.class::isInstance);
    assertThat(plan.stages().getLast()).isEqualTo(own.stages().getLast());
    assertThat(((BlockStage) plan.stages().getFirst()).levels())
        .extracting(BlockStage.Level::spacingMm)
        .isEqualTo(
            ((LinearStage) own.stages().getFirst())
                .levels().stream().map(LinearLevel::spacingMm).toList());
    assertThat(plan.description()).contains("blocks");
  }

  @Test
  void aPlanOfBlocksLendsBlocksAndLosesThemToAnotherMetric(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("blocks.json");
    RegistrationPlan own = plan("ct-mri", List.of(), Metric.BLOCKS);
    Files.writeString(file, PlanFiles.toJson(own).toString());
    assertThat(PlanFiles.read(file)).isEqualTo(own);
    RegistrationPlan both = plan(file.toString(), List.of("rigid", "affine"));
    assertThat(both.stages()).hasSize(2).allMatch(BlockStage.class::isInstance);
    assertThat(plan(file.toString(), List.of(), Metric.NCC).stages())
        .hasSize(1)
        .allMatch(
            stage ->
                stage instanceof LinearStage s
                    && s.similarity().equals(new Similarity.GlobalCorrelation()));
  }

  @Test
  void namesThatDoNotExistAreRefused() {
    assertThatThrownBy(() -> plan("ct-mri", List.of("afine")))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("'afine'")
        .hasMessageContaining("rigid, affine, diffeo");
    assertThatThrownBy(() -> plan("mri", List.of()))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("'mri'");
  }

  @Test
  void aPlanFileServesAsPreset(@TempDir Path folder) throws IOException {
    RegistrationPlan own = plan("generic", List.of("affine"), Metric.NCC);
    Path file = folder.resolve("own.json");
    Files.writeString(file, PlanFiles.toJson(own).toString());
    assertThat(plan(file.toString(), List.of())).isEqualTo(own);
  }
}
