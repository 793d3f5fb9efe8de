package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.io.dicom.object.Dciodvfy;

/** Regions of a real PET, on its own voxels. */
class MeasureCommandTest {

  private static final Path DATA = Path.of("..", "test-data");
  private static final Path PET = DATA.resolve("dicom_series").resolve("sts032_pet");
  private static final Path PATIENT = DATA.resolve("body_ct_mr_pet").resolve("sts032");
  private static final Path GTV = PATIENT.resolve("pet_suv_gtv.nii.gz");

  @TempDir private Path folder;

  private static JsonNode measures(Object... words) throws IOException {
    Runs.Outcome outcome = Runs.run(words);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out()).path("regions").path(0).path("measures");
  }

  /** The numbers are those of SimpleITK and numpy on the same voxels, to eight digits. */
  @Test
  void aTumourIsMeasuredAsOthersMeasureIt() throws IOException {
    JsonNode whole = measures("measure", PET, "--mask", GTV, "--cut", "none", "--json");
    assertThat(whole.path("maximum").asDouble()).isCloseTo(15.936182, within(1e-6));
    assertThat(whole.path("mean").asDouble()).isCloseTo(7.7078392, within(1e-6));
    assertThat(whole.path("deviation").asDouble()).isCloseTo(2.5987288, within(1e-6));
    assertThat(whole.path("volumeMl").asDouble()).isCloseTo(111.168823, within(1e-5));
    assertThat(whole.path("peak").path("value").asDouble()).isCloseTo(12.688454, within(1e-6));

    JsonNode contour = measures("measure", PET, "--mask", GTV, "--cut", "41%", "--json");
    assertThat(contour.path("voxels").asInt()).isEqualTo(1457);
    assertThat(contour.path("volumeMl").asDouble()).isCloseTo(72.698822, within(1e-5));
    assertThat(contour.path("mean").asDouble()).isCloseTo(9.1929928, within(1e-6));
    assertThat(contour.path("glycolysis").asDouble()).isCloseTo(668.31974, within(1e-4));
  }

  @Test
  void aFrameOfReferenceIsVerifiedOrSaidAndNeverAssumed() {
    Path niftiCt = PATIENT.resolve("ct.nii.gz");
    Object[] words = {"measure", PET, "--sphere=-41,72,470,40", "--ct", niftiCt};
    Runs.Outcome refused = Runs.run(words);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("one that is not stated", "say so with --same-frame");
    Object[] said = {"measure", PET, "--sphere=-41,72,470,40", "--ct", niftiCt, "--same-frame"};
    assertThat(Runs.run(said).out()).contains("the same as you said (user-entered)");

    Path verified = DATA.resolve("dicom_objects").resolve("ct");
    Runs.Outcome still = Runs.run("measure", PET, "--sphere=-41,72,470,40", "--ct", verified);
    assertThat(still.out()).contains("body outlines of CT and PET agree").doesNotContain("said");

    Path other = DATA.resolve("dicom_objects").resolve("mr_moved");
    Object[] denied = {"measure", PET, "--sphere=-41,72,470,40", "--ct", other, "--same-frame"};
    assertThat(Runs.run(denied).err()).contains("register them to each other first");
  }

  @Test
  void valuesWithoutUnitAreSuvOnlyIfAPersonSaysSo() {
    Path plain = PATIENT.resolve("pet_suv.nii.gz");
    Runs.Outcome unknown =
        Runs.run("measure", plain, "--mask", GTV, "--dicom", folder.resolve("x"));
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.err()).contains("no SUV: the file states no unit");
    Runs.Outcome said = Runs.run("measure", plain, "--mask", GTV, "--values-are-suv");
    assertThat(said.out()).contains("15.94 SUVbw", "SUVbw, user-entered");
  }

  @Test
  void segmentsAndFiguresLeaveAsDicom() throws IOException {
    Path out = folder.resolve("dicom");
    Runs.Outcome outcome =
        Runs.run(
            "measure", PET, "--sphere=-41,72,470,40", "--box=0,70,470,30,30,30", "--dicom", out);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("2 regions on the PET's own grid; read back");
    for (String object : new String[] {"segmentation.dcm", "report.dcm"}) {
      Dciodvfy.check(out.resolve(object));
    }
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThat(Runs.run("measure", PET).err()).contains("--sphere, --box, --mask");
    assertThat(Runs.run("measure", PET, "--sphere=1,2,3").err()).contains("is not 4 numbers");
    assertThat(Runs.run("measure", PET, "--sphere=1,2,3,-4").err()).contains("above 0 mm");
    assertThat(Runs.run("measure", PET, "--sphere=0,0,0,9").err()).contains("holds no voxel");
  }
}
