package org.regista.elastix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.image.Mask;
import org.regista.io.elastix.ParameterKeys;
import org.regista.register.Cancellation;
import org.regista.register.Monitor;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationRequest.EngineFile;
import org.regista.register.RegistrationRequest.Extras;
import org.regista.register.RegistrationRequest.PointPair;
import org.regista.register.RegistrationResult;
import org.regista.register.RegistrationResult.Attachment;
import org.regista.register.plan.PlanFiles;

/**
 * elastix itself: its executable, which is needed here, not optional, and the library where this
 * build found one.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
final class ElastixRegistrarTest {

  private static final String BASE =
      """
      (FixedInternalImagePixelType "float")
      (MovingInternalImagePixelType "float")
      (FixedImagePyramid "FixedSmoothingImagePyramid")
      (MovingImagePyramid "MovingSmoothingImagePyramid")
      (Interpolator "LinearInterpolator")
      (ImageSampler "RandomCoordinate")
      (Optimizer "AdaptiveStochasticGradientDescent")
      (ResampleInterpolator "FinalBSplineInterpolator")
      (Resampler "DefaultResampler")
      (NumberOfSpatialSamples 2000)
      (NewSamplesEveryIteration "true")
      (AutomaticParameterEstimation "true")
      (RandomSeed 1)
      (WriteResultImage "false")
      (DefaultOutputPrecision 10)
      """;

  private static final String RIGID =
      BASE
          + """
          (Registration "MultiResolutionRegistration")
          (Metric "AdvancedMattesMutualInformation")
          (Transform "EulerTransform")
          (AutomaticScalesEstimation "true")
          (NumberOfResolutions 2)
          (MaximumNumberOfIterations 150)
          """;

  private static final String SPLINE =
      BASE
          + """
          (Registration "MultiMetricMultiResolutionRegistration")
          (Metric "AdvancedNormalizedCorrelation" "CorrespondingPointsEuclideanDistanceMetric")
          (Metric1Weight 0.01)
          (Transform "BSplineTransform")
          (FinalGridSpacingInPhysicalUnits 30)
          (NumberOfResolutions 1)
          (MaximumNumberOfIterations 20)
          """;

  private enum Form {
    EXECUTABLE,
    LIBRARY
  }

  @Parameter private Form kind = Form.EXECUTABLE;
  @TempDir private Path place;

  private final Case images = new Case();
  private Optional<ElastixForm> form = Optional.empty();

  @BeforeEach
  void requireElastix() {
    if (kind == Form.LIBRARY) {
      form = ElastixForm.library(System.getenv());
      Assumptions.assumeTrue(
          form.isPresent(),
          "NOT RUN: the bridge, because this build found no elastix library (find_package(Elastix));"
              + " the same tests run on the executable");
    } else {
      form = ElastixForm.executables(System.getenv());
      assertThat(form)
          .describedAs(
              "these tests need elastix (Debian package elastix; './run test' installs it)")
          .isPresent();
    }
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    images.close();
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).isEmpty();
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  private RegistrationResult run(RegistrationRequest request) {
    return run(request, Duration.ofMinutes(1), Monitor.silent());
  }

  private RegistrationResult run(
      RegistrationRequest request, Duration longestSilence, Monitor monitor) {
    return new ElastixRegistrar(form, longestSilence, place).register(request, monitor);
  }

  @Test
  void aRigidPresetRecoversAMotionAsAMatrix() {
    try (RegistrationResult result = run(images.rigid(2))) {
      assertThat(result.displacement()).isEmpty();
      assertThat(Case.errorMm(p -> p)).isGreaterThan(8);
      assertThat(Case.errorMm(result.linear()::toMoving)).isLessThan(0.5);
      assertThat(result.device()).contains("elastix ", form.orElseThrow().description());
      assertThat(result.trace()).hasSizeGreaterThan(300);
      assertThat(result.trace().getLast().fraction()).isGreaterThan(0.95);
      assertThat(result.signals().gains()).isNotEmpty();
      assertThat(result.attachments())
          .extracting(Attachment::name)
          .containsExactly("TransformParameters.0.txt", "Parameters.0.txt");
    }
  }

  /** That the map is transformix's is checked in every run. */
  @Test
  void ownFilesWithMasksAndLandmarksGiveAFieldThatIsTheirTransform() {
    LpsPoint p = new LpsPoint(10, 20, 5);
    Extras extras =
        new Extras(
            List.of(new PointPair(p, Case.MOTION.apply(p))),
            List.of(
                new EngineFile("rigid.txt", RIGID), new EngineFile("b.txt", SPLINE + "(Foo 1)")));
    try (Mask fixed = Mask.above(images.fixed, 10);
        Mask moving = Mask.above(images.moving, 10);
        RegistrationResult result =
            run(images.with(extras, Optional.of(fixed), Optional.of(moving)))) {
      assertThat(result.displacement()).isPresent();
      assertThat(Case.errorMm(result.transform()::toMoving)).isLessThan(3);
      LpsPoint there = result.transform().toMoving(p);
      assertThat(result.inverse().toMoving(there).distanceMm(p)).isLessThan(0.1);
      assertThat(result.warnings())
          .anySatisfy(warning -> assertThat(warning).contains("'b.txt'", "no 'Foo'"));
      assertThat(result.plan().description()).contains("rigid.txt, b.txt", "as they are");
      assertThat(result.attachments())
          .contains(new Attachment("Parameters.1.txt", SPLINE + "(Foo 1)"));
    }
  }

  @Test
  void aFileThatIgnoresDirectionsStillGivesAMapOfThePatient() {
    String text =
        RIGID
            + """
            (UseDirectionCosines "false")
            (AutomaticTransformInitialization "true")
            (AutomaticTransformInitializationMethod "CenterOfGravity")
            """;
    try (RegistrationResult result = run(images.withFiles(new EngineFile("old.txt", text)))) {
      assertThat(Case.errorMm(result.linear()::toMoving)).isLessThan(1.5);
    }
  }

  @Test
  void runsSideBySideAndWithOtherThreadsGiveTheSameBits() {
    AffineMap alone = linear(1);
    List<CompletableFuture<AffineMap>> four =
        IntStream.range(0, 4)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> linear(2)))
            .toList();
    four.forEach(one -> assertThat(one.join()).isEqualTo(alone));
  }

  private AffineMap linear(int threads) {
    try (RegistrationResult result = run(images.rigid(threads))) {
      return result.linear().fixedToMoving();
    }
  }

  @Test
  void itFindsWhatTheExecutableFinds() {
    AffineMap here = linear(1);
    form = ElastixForm.executables(System.getenv());
    assertThat(here.maxDifference(linear(1))).isLessThan(1e-4);
  }

  @Test
  void aCrashInTheMiddleIsToldWithItsSignalAndPlace() {
    assertThatThrownBy(() -> disturbed("SEGV"))
        .isInstanceOf(DeviceException.class)
        .hasMessageContainingAll("crashed", "signal 11", "(rigid), resolution 0, after iteration");
  }

  @Test
  void aHangInTheMiddleIsEnded() {
    assertThatThrownBy(() -> disturbed("STOP"))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("said nothing for 3 s");
  }

  @Test
  void cancellingInTheMiddleEndsIt() {
    Cancellation cancellation = new Cancellation();
    Monitor monitor = new Monitor(progress -> cancellation.request(), cancellation);
    assertThatThrownBy(() -> run(images.rigid(1), Duration.ofMinutes(1), monitor))
        .isInstanceOf(CancellationException.class);
  }

  /** A run that is sent a signal after its first iteration. */
  private void disturbed(String signal) {
    AtomicBoolean sent = new AtomicBoolean();
    Monitor monitor =
        new Monitor(
            progress -> {
              if (!sent.getAndSet(true)) {
                ProcessHandle.current().children().forEach(child -> send(signal, child));
              }
            },
            new Cancellation());
    run(images.rigid(1), Duration.ofSeconds(3), monitor).close();
  }

  private static void send(String signal, ProcessHandle child) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyPresetNamesOnlyKeysThatElastixReads() {
    ParameterKeys keys = new ParameterKeys();
    for (String preset : PlanFiles.presetNames()) {
      for (boolean landmarks : List.of(true, false)) {
        assertThat(
                new PresetParameters(images.fixed.grid(), landmarks).of(PlanFiles.preset(preset)))
            .isNotEmpty()
            .allSatisfy(
                file -> {
                  RunChecks.check(file);
                  assertThat(keys.remarks(file)).isEmpty();
                });
      }
    }
  }

  @Test
  void whatCannotEndWellIsRefusedBeforeElastixStarts() {
    refused(
        images.withFiles(new EngineFile("none.txt", RIGID.replace("Samples 2000", "Samples 0"))),
        "none.txt",
        "0 samples");
    refused(
        images.withFiles(new EngineFile("k.txt", RIGID.replace("Euler", "SplineKernel"))),
        "SplineKernelTransform");
    refused(images.withFiles(new EngineFile("p.txt", "Transform x")), "p.txt", "line 1");
    images.moving.voxels().set(7, Float.NaN);
    refused(images.rigid(1), "NaN", "voxel 7");
    images.moving.voxels().fill(3);
    refused(images.rigid(1), "constant", "3");
  }

  private void refused(RegistrationRequest request, String... words) {
    assertThatThrownBy(() -> run(request).close())
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll(words);
  }
}
