package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.Runs.Outcome;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;

/** The second engine as its users see it; it needs elastix itself (Debian package elastix). */
class ElastixCommandsTest {

  private static final String SPLINE =
      """
      (FixedInternalImagePixelType "float")
      (MovingInternalImagePixelType "float")
      (Registration "MultiResolutionRegistration")
      (FixedImagePyramid "FixedSmoothingImagePyramid")
      (MovingImagePyramid "MovingSmoothingImagePyramid")
      (Interpolator "LinearInterpolator")
      (ImageSampler "RandomCoordinate")
      (Metric "AdvancedMattesMutualInformation")
      (Optimizer "AdaptiveStochasticGradientDescent")
      (ResampleInterpolator "FinalBSplineInterpolator")
      (Resampler "DefaultResampler")
      (Transform "BSplineTransform")
      (FinalGridSpacingInPhysicalUnits 40)
      (NumberOfResolutions 1)
      (MaximumNumberOfIterations 20)
      (NumberOfSpatialSamples 2000)
      (NewSamplesEveryIteration "true")
      (RandomSeed 1)
      (WriteResultImage "false")
      (Sampels 3)
      """;

  @TempDir private static Path inputs;

  private static Path fixed = Path.of("");
  private static Path moving = Path.of("");

  @TempDir private Path place;

  @BeforeAll
  static void makeImages() {
    fixed = Runs.fixedImage(inputs.resolve("fixed.nii.gz"));
    moving = Runs.movingImage(inputs.resolve("moving.nii.gz"));
  }

  @Test
  void ownParameterFilesGiveAFullResultThatNamesThem() throws IOException {
    Path file = Files.writeString(place.resolve("spline.txt"), SPLINE);
    Path out = place.resolve("out");
    Outcome run =
        Runs.run(
            "register",
            "--fixed",
            fixed,
            "--moving",
            moving,
            "--out",
            out,
            "--engine",
            "elastix",
            "--elastix-parameters",
            file,
            "--backend",
            "reference");
    assertThat(run.code()).describedAs(run.err()).isZero();
    assertThat(run.out())
        .contains("spline.txt as they are", "no 'Sampels'")
        .containsPattern("the system's executable|the library, in a process of its own");
    RegistrationRecord record = ResultFolder.open(out).record();
    assertThat(record.request().engine()).contains("elastix, ", "spline.txt (SHA-256 ");
    assertThat(record.run().device()).startsWith("elastix 5");
    assertThat(Files.readString(out.resolve("Parameters.0.txt"))).isEqualTo(SPLINE);
    assertThat(out.resolve("report.html")).exists();
    Path tfm = place.resolve("b.tfm");
    assertThat(Runs.run("convert", out.resolve("TransformParameters.0.txt"), tfm).out())
        .contains("the same map, exactly");
    assertThat(Files.readString(tfm)).contains("BSplineTransform_double_3_3");
  }

  @Test
  void enginesAreComparedSideBySide() {
    Path out = place.resolve("out");
    Outcome run =
        Runs.run(
            "compare",
            "--fixed",
            fixed,
            "--moving",
            moving,
            "--out",
            out,
            "--stages",
            "rigid",
            "--backend",
            "reference");
    assertThat(run.code()).describedAs(run.err()).isZero();
    assertThat(run.out())
        .contains("native     ", "elastix    ", "plain Java", "elastix 5")
        .containsPattern("native and elastix differ by \\d\\.\\d+ mm on average");
    assertThat(ResultFolder.open(out.resolve("native")).record().request().engine())
        .isEqualTo("native");
  }

  @Test
  void ourOwnEngineRefusesWhatIsNotForIt() throws IOException {
    Path file = Files.writeString(place.resolve("spline.txt"), SPLINE);
    Outcome run =
        Runs.run(
            "register",
            "--fixed",
            fixed,
            "--moving",
            moving,
            "--out",
            place.resolve("out"),
            "--elastix-parameters",
            file,
            "--backend",
            "reference");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("--engine elastix");
    assertThat(place.resolve("out")).doesNotExist();
  }

  @Test
  void enginesSayInWhichFormTheyAreThere() {
    assertThat(Runs.run("info", "--engines").out())
        .contains("native         part of the program")
        .containsPattern("elastix +(the system's executable|the library, in a process of its own)");
  }
}
