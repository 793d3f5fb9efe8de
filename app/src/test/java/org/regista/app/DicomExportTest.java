package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.Runs.Outcome;
import org.regista.io.dicom.object.Dciodvfy;

/** From two real series of one patient to DICOM objects, as a user does it. */
class DicomExportTest {

  private static final Path DATA = Path.of("..", "test-data");
  private static final Path OBJECTS = DATA.resolve("dicom_objects");
  private static final Path FIXED = OBJECTS.resolve("mr_moved");
  private static final Path MOVING = DATA.resolve("dicom_series").resolve("sts032_pet");

  /** Of the PET. */
  private static final Path CONTOURS = OBJECTS.resolve("rt").resolve("sts032_mr_rtstruct.dcm");

  private static final Path LABELS =
      DATA.resolve("body_ct_mr_pet").resolve("sts032").resolve("pet_suv_gtv.nii.gz");

  @TempDir private static Path shared;

  /** A rigid registration of the pair, made once. */
  private static Path rigid = Path.of("");

  @TempDir private Path place;

  @BeforeAll
  static void register() {
    rigid = shared.resolve("rigid");
    Outcome outcome =
        Runs.run(
            "register",
            "--fixed",
            FIXED,
            "--moving",
            MOVING,
            "--preset",
            "pet-mri",
            "--stages",
            "rigid",
            "--backend",
            "reference",
            "--out",
            rigid);
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  @Test
  void anExportIsProvedAndListed() throws IOException {
    Path out = place.resolve("dicom");
    Outcome outcome =
        Runs.run(
            "dicom",
            "export",
            "--registration",
            rigid,
            "--contours",
            CONTOURS,
            "--labels",
            LABELS,
            "--out",
            out);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("read back: 10 points agree within 0.000000 mm")
        .contains("of the fixed frame 2.25.5496782581654356766375793342851631752");
    try (Stream<Path> series = Files.list(out.resolve("series"))) {
      assertThat(series).hasSize(47);
    }
    try (Stream<Path> all = Files.walk(out)) {
      List<Path> objects = all.filter(file -> file.toString().endsWith(".dcm")).toList();
      assertThat(objects).as("47 slices and six objects").hasSize(53);
      objects.forEach(Dciodvfy::check);
    }
    assertThat(Files.readString(out.resolve("export.txt")))
        .contains("relation: registered by Regista")
        .contains("fixed frame of reference: 2.25.5496782581654356766375793342851631752")
        .contains("read back: 10 points");
    Outcome valid =
        Runs.run(
            "dicom",
            "validate",
            out.resolve("registration.dcm"),
            "--fixed",
            FIXED,
            "--moving",
            MOVING);
    assertThat(valid.code()).isZero();
    assertThat(valid.out()).contains("as the standard says: the centre");
  }

  @Test
  void anExportIsNotOverwrittenUnasked() {
    Path out = place.resolve("dicom");
    Object[] command = {"dicom", "export", "--registration", rigid, "--what", "reg", "--out", out};
    assertThat(Runs.run(command).code()).isZero();
    Outcome again = Runs.run(command);
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.err()).contains("use --force to replace it");
    Outcome elsewhere =
        Runs.run("dicom", "export", "--registration", rigid, "--out", place, "--force");
    assertThat(elsewhere.code()).isEqualTo(3);
    assertThat(elsewhere.err()).contains("holds no export.txt");
  }

  @Test
  void imagesThatWereNoDicomHaveNoDicomObjects() {
    Path fixed = Runs.fixedImage(place.resolve("fixed.nii.gz"));
    Path moving = Runs.movingImage(place.resolve("moving.nii.gz"));
    Path result = place.resolve("result");
    Runs.run(
        "register",
        "--fixed",
        fixed,
        "--moving",
        moving,
        "--stages",
        "rigid",
        "--init",
        "header",
        "--backend",
        "reference",
        "--out",
        result);
    Outcome outcome =
        Runs.run("dicom", "export", "--registration", result, "--out", place.resolve("d"));
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("the fixed image 'fixed.nii.gz' was no DICOM series");
    assertThat(place.resolve("d")).doesNotExist();
  }

  @Test
  void aForeignObjectIsJudged() {
    Outcome good =
        Runs.run("dicom", "validate", OBJECTS.resolve("reg").resolve("reg_rigid_mr_to_ct.dcm"));
    assertThat(good.code()).isZero();
    Outcome swapped =
        Runs.run(
            "dicom",
            "validate",
            OBJECTS.resolve("reg").resolve("reg_deformable_mr_to_ct.dcm"),
            "--fixed",
            FIXED,
            "--moving",
            MOVING);
    assertThat(swapped.code()).isEqualTo(3);
    assertThat(swapped.err()).contains("is a deformation that leads from 'PT");
    Outcome image = Runs.run("dicom", "validate", FIXED.resolve("001.dcm"));
    assertThat(image.code()).isEqualTo(3);
    assertThat(image.err()).contains("is no registration object");
  }

  @Test
  void contoursAndASeriesGoThroughByApply() throws IOException {
    Path contours = place.resolve("contours.dcm");
    Outcome carried =
        Runs.run("apply", "--registration", rigid, "--in", CONTOURS, "--out", contours);
    assertThat(carried.code()).as(carried.err()).isZero();
    assertThat(carried.out()).contains("their centroids agree within");
    Dciodvfy.check(contours);
    Path series = place.resolve("series");
    Object[] draw = {
      "apply", "--registration", rigid, "--in", MOVING, "--format", "dicom", "--out", series
    };
    Outcome drawn = Runs.run(draw);
    assertThat(drawn.code()).as(drawn.err()).isZero();
    assertThat(drawn.out()).contains("PT images on the fixed grid");
    Dciodvfy.check(series.resolve("00020.dcm"));
    assertThat(Runs.run(draw).code()).as("not overwritten").isEqualTo(3);
    Outcome backwards =
        Runs.run(
            "apply",
            "--registration",
            rigid,
            "--in",
            FIXED,
            "--format",
            "dicom",
            "--out",
            place.resolve("other"));
    assertThat(backwards.code()).isEqualTo(3);
    assertThat(backwards.err()).contains("lies in the frame of reference 2.25.5496");
  }
}
