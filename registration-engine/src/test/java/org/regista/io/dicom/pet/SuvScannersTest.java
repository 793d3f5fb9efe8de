package org.regista.io.dicom.pet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Headers of real scanners, against the factors that other software gives. */
class SuvScannersTest {

  private static final Path CASES = Path.of("..", "test-data", "pet_suv");

  @Test
  void everyScannerGetsItsFactor() throws IOException, SuvRefusedException {
    List<String> expected = Files.readAllLines(CASES.resolve("expected_suvbw_factor.csv"));
    assertThat(expected).hasSize(5);
    for (String line : expected.subList(1, 5)) {
      String[] cells = line.split(",");
      List<PetHeader> slices = new ArrayList<>();
      for (JsonNode slice : new ObjectMapper().readTree(CASES.resolve(cells[0]).toFile())) {
        slices.add(header(slice));
      }
      assertThat(slices).hasSize(3);
      SuvLedger ledger = SuvCalculator.of(slices, SuvType.BODY_WEIGHT);
      double factor = Double.parseDouble(cells[1]);
      assertThat(ledger.factor())
          .as("%s: %s", cells[0], ledger.sentence())
          .isCloseTo(factor, within(1e-4 * factor));
    }
  }

  private static PetHeader header(JsonNode json) {
    PetHeaders h = new PetHeaders();
    h.units = json.path("Units").asText();
    h.decay = json.path("DecayCorrection").asText();
    Set<String> corrections = new TreeSet<>();
    json.path("CorrectedImage").forEach(c -> corrections.add(c.asText()));
    h.corrections = corrections;
    h.series = DicomTimes.of(json.path("SeriesDate").asText(), json.path("SeriesTime").asText());
    h.acquisition =
        DicomTimes.of(json.path("AcquisitionDate").asText(), json.path("AcquisitionTime").asText());
    h.referenceMs = number(json, "FrameReferenceTime");
    h.durationMs = number(json, "ActualFrameDuration");
    h.doseBq = number(json, "RadionuclideTotalDose");
    h.halfLifeS = number(json, "RadionuclideHalfLife");
    h.injected = DicomTimes.dateTime(json.path("RadiopharmaceuticalStartDateTime").asText());
    h.injectedTime = DicomTimes.time(json.path("RadiopharmaceuticalStartTime").asText());
    h.weightKg = number(json, "PatientWeight");
    h.heightM = number(json, "PatientSize");
    h.sex = json.path("PatientSex").asText();
    JsonNode philips = json.path("PhilipsPETPrivateGroup");
    h.philipsSuv = number(philips, "SUVScaleFactor");
    h.philipsActivity = number(philips, "ActivityConcentrationScaleFactor");
    return h.header();
  }

  private static OptionalDouble number(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
  }
}
