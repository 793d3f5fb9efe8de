package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.cli.ExitCodes;
import org.regista.register.Cancellation;

/** {@code regista dicom scan} and {@code info}, and one volume of a folder as an input. */
class DicomScanCommandTest {

  private static final Path SAMPLES = Path.of("..", "test-data", "dicom_multiframe");
  private static final Path PET = Path.of("..", "test-data", "dicom_series", "sts032_pet");

  @TempDir Path folder;

  @Test
  void theTableNamesPatientsVolumesAndRejects() {
    Runs.Outcome scan = Runs.run("dicom", "scan", SAMPLES);
    assertThat(scan.code()).as(scan.err()).isEqualTo(ExitCodes.OK);
    assertThat(scan.out())
        .contains(
            "Patient  ROGERS_20180526",
            "Series  MR  2018-05-26  B0 NS  64 images",
            "#2  image type ORIGINAL\\PRIMARY\\T1\\FIELD_MAP  32 slices  64x64x32, 4.000 x 4.000",
            "3 volumes, 5 files not used",
            "'README.md' is not a DICOM file");
  }

  @Test
  void jsonHoldsTheTree() throws IOException {
    Runs.Outcome scan = Runs.run("dicom", "scan", "--json", PET);
    JsonNode tree = new ObjectMapper().readTree(scan.out());
    JsonNode series = tree.at("/patients/0/studies/0/series/0");
    assertThat(series.path("modality").asText()).isEqualTo("PT");
    JsonNode volume = series.at("/volumes/0");
    assertThat(volume.path("images").asInt()).isEqualTo(54);
    assertThat(volume.at("/size").toString()).isEqualTo("[40,41,54]");
    assertThat(volume.at("/indexToLps/2/2").asDouble()).isEqualTo(3.27, within(1e-6));
    assertThat(tree.path("rejected")).isEmpty();
  }

  @Test
  void aVolumeOfAFolderIsChosen() {
    assertThat(Runs.run("dicom", "info", SAMPLES + "#field_map").out())
        .contains("#2 MR 2018-05-26 B0 NS", "64x64x32 voxels")
        .doesNotContain("#1", "#3");
    assertThat(Runs.run("info", SAMPLES + "#3").out()).contains("64x64x40 voxels");
    Runs.Outcome ambiguous =
        Runs.run("fuse", "--fixed", SAMPLES, "--moving", PET, "--out", "x.png");
    assertThat(ambiguous.code()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(ambiguous.err()).contains("holds 3 volumes (#1 MR", "; #3 MR", "choose one as");
    Runs.Outcome none = Runs.run("info", SAMPLES + "#9");
    assertThat(none.code()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(none.err()).contains("no volume '#9'; there are: #1 MR");
  }

  /** A slice less: refused by name, read on demand, and the record asks for a review. */
  @Test
  void aRepairedGeometryStaysInTheRecord() throws IOException {
    Path gap = Files.createDirectory(folder.resolve("gap"));
    for (int n = 1; n <= 54; n++) {
      String name = "%03d.dcm".formatted(n);
      if (n != 20) {
        Files.copy(PET.resolve(name), gap.resolve(name));
      }
    }
    Path out = folder.resolve("result");
    Runs.Outcome refused = register(gap.toString(), out);
    assertThat(refused.code()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(refused.err()).contains("6.54 mm apart, others 3.27 mm", ":even");
    Runs.Outcome done = register(gap + "#1:even", out);
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCodes.OK);
    assertThat(Files.readString(out.resolve("registration.json")))
        .contains("moving image: series", "54 even slices of 3.270 mm were interpolated");
    assertThat(done.out()).contains("were interpolated");
  }

  private static Runs.Outcome register(String moving, Path out) {
    return Runs.run(
        "register",
        "--fixed",
        PET,
        "--moving",
        moving,
        "--preset",
        "generic",
        "--stages",
        "rigid",
        "--out",
        out);
  }

  @Test
  void aScanEndsWhenItIsCancelled() {
    Cancellation cancellation = new Cancellation();
    cancellation.request();
    assertThat(Runs.run(cancellation, (start, work) -> {}, "dicom", "scan", PET).code())
        .isEqualTo(ExitCodes.CANCELLED);
  }
}
