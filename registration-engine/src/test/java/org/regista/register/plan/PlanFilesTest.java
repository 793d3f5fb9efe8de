package org.regista.register.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.compute.Similarity;
import org.regista.error.InputDataException;

class PlanFilesTest {

  @TempDir Path folder;

  static Iterable<String> presets() {
    return PlanFiles.presetNames();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetSurvivesTheRoundTripThroughAFile(String name) throws IOException {
    RegistrationPlan plan = PlanFiles.preset(name);
    Path file = folder.resolve("plan.json");
    Files.writeString(file, PlanFiles.toJson(plan).toPrettyString());

    assertThat(plan.name()).isEqualTo(name);
    assertThat(PlanFiles.read(file)).isEqualTo(plan);
  }

  @Test
  void followUpIsRigidThenAffineThenDiffeomorphicByLocalCorrelation() {
    RegistrationPlan plan = PlanFiles.preset("mri-followup");

    assertThat(plan.stages()).extracting(Stage::label).containsExactly("rigid", "affine", "diffeo");
    assertThat(plan.stages().getLast().similarity())
        .isInstanceOf(Similarity.LocalCorrelation.class);
  }

  @Test
  void petIsAlignedGloballyThenLocallyAndStaysRigid() {
    RegistrationPlan plan = PlanFiles.preset("pet-mri");

    assertThat(plan.stages()).extracting(Stage::label).containsExactly("rigid", "rigid");
    assertThat(plan.stages().getFirst().similarity())
        .isInstanceOf(Similarity.MutualInformation.class);
    assertThat(plan.stages().getLast().similarity())
        .isInstanceOf(Similarity.LocalCorrelation.class);
  }

  @Test
  void unknownPresetNamesTheOnesThereAre() {
    assertThatThrownBy(() -> PlanFiles.preset("mri-follow-up"))
        .isInstanceOf(InputDataException.class)
        .hasMessage(
            "there is no preset 'mri-follow-up'; there are mri-followup, mri-brains, mri-brains-fast, pet-mri, ct-mri, ct-lung, generic");
  }

  @Test
  void misspeltPropertyIsRefusedByName() throws IOException {
    String json = PlanFiles.toJson(PlanFiles.preset("generic")).toPrettyString();
    Path file = folder.resolve("plan.json");
    Files.writeString(file, json.replaceFirst("\"iterations\"", "\"iteration\""));

    assertThatThrownBy(() -> PlanFiles.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("iteration");
  }

  @Test
  void missingNumberIsRefused() throws IOException {
    String json = PlanFiles.toJson(PlanFiles.preset("generic")).toPrettyString();
    Path file = folder.resolve("plan.json");
    Files.writeString(file, json.replaceFirst("\"samples\" : \\d+,", ""));

    assertThatThrownBy(() -> PlanFiles.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("samples");
  }

  @Test
  void anotherSchemaIsRefused() throws IOException {
    Path file = folder.resolve("plan.json");
    Files.writeString(file, "{\"schema\": \"regista-plan/99\"}");

    assertThatThrownBy(() -> PlanFiles.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("regista-plan/99")
        .hasMessageContaining(PlanFiles.SCHEMA);
  }
}
