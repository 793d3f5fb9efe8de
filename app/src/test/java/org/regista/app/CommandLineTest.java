package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.Runs.Outcome;
import org.regista.app.gui.LoadedCase;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.geometry.LpsPoint;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.job.Extensions;
import org.regista.register.Cancellation;
import org.regista.transform.AffineTransform;

/** The commands as their users see them: arguments in; exit codes, streams and files out. */
class CommandLineTest {

  @TempDir private static Path inputs;

  private static Path fixed = Path.of("");
  private static Path moving = Path.of("");

  /** A rigid registration of the pair, made once. */
  private static Path rigid = Path.of("");

  private static Outcome registered = new Outcome(-1, "", "");

  @TempDir private Path place;

  @BeforeAll
  static void register() {
    fixed = Runs.fixedImage(inputs.resolve("fixed.nii.gz"));
    moving = Runs.movingImage(inputs.resolve("moving.nii.gz"));
    rigid = inputs.resolve("rigid");
    registered = register(rigid);
  }

  private static Outcome register(Path out, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "register",
                "--fixed",
                fixed,
                "--moving",
                moving,
                "--out",
                out,
                "--stages",
                "rigid",
                "--backend",
                "reference",
                "--threads",
                "2"));
    words.addAll(List.of(more));
    return Runs.run(words.toArray());
  }

  private static double[] numbers(String line) {
    return Stream.of(line.split(",")).limit(3).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void registerWritesTheFolderAndSaysHowGoodItIs() throws IOException {
    assertThat(registered.code()).isZero();
    assertThat(registered.out()).contains("verdict", "x_moving = A x_fixed", rigid.toString());
    assertThat(registered.err()).contains("stage init", "stage rigid").doesNotContain("verdict");
    try (Stream<Path> files = Files.list(rigid)) {
      assertThat(files.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "warped.nii.gz", "linear.tfm", "registration.json", "report.html", "fused.png");
    }
    String report = Files.readString(rigid.resolve("report.html"));
    assertThat(report).contains("data:image/png;base64,", "<svg").doesNotContain("http://");
  }

  @Test
  void pointsFindTheMovedAnatomyAndTheWayBack() throws IOException {
    Path in = place.resolve("in.csv");
    Files.writeString(in, "name,x,y,z\n\"a, b\",10,-20,15\nc,-30,5,-12.5\n");
    Path there = place.resolve("there.csv");
    Path back = place.resolve("back.csv");
    assertThat(Runs.run("points", "--registration", rigid, "--in", in, "--out", there).code())
        .isZero();
    List<String> lines = Files.readAllLines(there);
    assertThat(lines.get(0)).isEqualTo("name,x,y,z");
    assertThat(lines.get(1)).startsWith("\"a, b\",");
    LpsPoint truth = Runs.MOTION.apply(new LpsPoint(-30, 5, -12.5));
    double[] found = numbers(lines.get(2).substring(2));
    assertThat(new LpsPoint(found[0], found[1], found[2]).distanceMm(truth)).isLessThan(1);
    assertThat(truth.distanceMm(new LpsPoint(-30, 5, -12.5))).isGreaterThan(5);
    Runs.run("points", "--registration", rigid, "--inverse", "--in", there, "--out", back);
    assertThat(numbers(Files.readAllLines(back).get(2).substring(2)))
        .usingComparatorWithPrecision(2e-6)
        .containsExactly(-30, 5, -12.5);
  }

  @Test
  void pointsNeedNoHeader() throws IOException {
    Path in = Files.writeString(place.resolve("in.csv"), "1,2,3,kept\n");
    Path out = place.resolve("out.csv");
    assertThat(Runs.run("points", "--registration", rigid, "--in", in, "--out", out).code())
        .isZero();
    assertThat(Files.readAllLines(out)).singleElement().asString().endsWith(",kept");
  }

  @Test
  void badPointsAreNamedByTheirLine() throws IOException {
    Path in = Files.writeString(place.resolve("in.csv"), "x,y,z\n1,2,3\n1,two,3\n");
    Path out = place.resolve("out.csv");
    Outcome outcome = Runs.run("points", "--registration", rigid, "--in", in, "--out", out);
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("line 3", "'two'");
    assertThat(out).doesNotExist();
    Files.writeString(in, "x,y\n1,2\n");
    assertThat(Runs.run("points", "--registration", rigid, "--in", in, "--out", out).err())
        .contains("no column 'z'");
  }

  @Test
  void applyDrawsOnEitherGridOrOnAnother() {
    VolumeFiles files = new Extensions(new SciJavaExtensions()).files();
    Path out = place.resolve("out.nii.gz");
    Runs.run("apply", "--registration", rigid, "--in", moving, "--out", out);
    try (Volume drawn = files.read(out);
        Volume warped = files.read(rigid.resolve("warped.nii.gz"))) {
      assertThat(drawn.voxels().segment().mismatch(warped.voxels().segment())).isEqualTo(-1);
    }
    Runs.run("apply", "--registration", rigid, "--inverse", "--in", fixed, "--out", out);
    try (Volume drawn = files.read(out)) {
      assertThat(drawn.grid().sameAs(Runs.MOVING_GRID, 1e-3)).isTrue();
    }
    Runs.run("apply", "--registration", rigid, "--in", moving, "--out", out, "--reference", moving);
    try (Volume drawn = files.read(out)) {
      assertThat(drawn.grid().sameAs(Runs.MOVING_GRID, 1e-3)).isTrue();
    }
  }

  @Test
  void labelsStayWholeNumbersAndAreEvaluated() throws IOException {
    Path fixedLabels = labels(fixed, "fl.nii.gz");
    Path movingLabels = labels(moving, "ml.nii.gz");
    Path out = place.resolve("warped_labels.nii");
    Outcome applied =
        Runs.run(
            "apply",
            "--registration",
            rigid,
            "--in",
            movingLabels,
            "--interpolation",
            "label",
            "--out",
            out);
    assertThat(applied.code()).isZero();
    assertThat(Files.size(out)).isLessThan(2L * Runs.FIXED_GRID.size().voxelCount() + 1000);
    Path points = Files.writeString(place.resolve("p.csv"), "0,0,0\n20,10,5\n");
    Path there = place.resolve("q.csv");
    Runs.run("points", "--registration", rigid, "--in", points, "--out", there);
    Outcome outcome =
        Runs.run(
            "evaluate",
            "--registration",
            rigid,
            "--fixed-labels",
            fixedLabels,
            "--moving-labels",
            movingLabels,
            "--fixed-points",
            points,
            "--moving-points",
            there,
            "--json");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("\"meanDice\"", "\"verdict\"");
    String table =
        Runs.run(
                "evaluate",
                "--registration",
                rigid,
                "--fixed-points",
                points,
                "--moving-points",
                there)
            .out();
    assertThat(table).containsPattern("registered +0\\.000");
  }

  /** Label 1 where the image is bright. */
  private Path labels(Path image, String name) {
    VolumeFiles files = new Extensions(new SciJavaExtensions()).files();
    Path file = place.resolve(name);
    try (Volume volume = files.read(image)) {
      for (long n = 0; n < volume.voxels().length(); n++) {
        volume.voxels().set(n, volume.voxels().get(n) > 60 ? 1 : 0);
      }
      Runs.write(volume, file);
    }
    return file;
  }

  @Test
  void fuseDrawsWithAndWithoutARegistration() throws IOException {
    Path out = place.resolve("fused.png");
    assertThat(Runs.run("fuse", "--fixed", fixed, "--moving", moving, "--out", out).code())
        .isZero();
    byte[] unregistered = Files.readAllBytes(out);
    assertThat(new String(unregistered, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
    Runs.run("fuse", "--fixed", fixed, "--moving", moving, "--registration", rigid, "--out", out);
    assertThat(Files.readAllBytes(out)).isNotEqualTo(unregistered);
  }

  @Test
  void infoDescribesImagesResultsAndTheInstallation() {
    assertThat(Runs.run("info", fixed).out())
        .contains("40x36x24", "4.0000 x 4.0000 x 5.5000 mm", "i to Left", "oblique");
    assertThat(Runs.run("info", rigid).out()).contains("verdict", "x_moving = A x_fixed");
    assertThat(Runs.run("info", "--presets").out()).contains("mri-followup", "pet-mri");
    assertThat(Runs.run("info", "--engines").out()).contains("native");
    assertThat(Runs.run("info", "--devices").out()).contains("cpu", "reference");
    Outcome mixed = Runs.run("info", place.resolve("none"), fixed);
    assertThat(mixed.code()).isEqualTo(3);
    assertThat(mixed.out()).contains("40x36x24");
  }

  @Test
  void anExistingResultIsKeptUnlessForced() throws IOException {
    Path out = place.resolve("again");
    assertThat(register(out, "--init", rigid.resolve("linear.tfm")).code()).isZero();
    Outcome refused = register(out);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("--force");
    assertThat(register(out, "--init", "header", "--force").code()).isZero();
    assertThat(Files.readString(out.resolve("registration.json")))
        .contains("\"initialisation\" : \"header\"");
  }

  @Test
  void aBatchSaysHowManyRowsFailed() throws IOException {
    Path manifest = place.resolve("pairs.csv");
    Path out = place.resolve("out");
    String good = "a,%s,%s,generic\n".formatted(fixed, moving);
    String bad = "b,%s,none.nii,generic\n".formatted(fixed);
    Object[] command = {
      "batch",
      "--manifest",
      manifest,
      "--out",
      out,
      "--stages",
      "rigid",
      "--backend",
      "reference",
      "--init",
      "header",
      "--jobs",
      "2"
    };
    Files.writeString(manifest, "id,fixed,moving,preset\n" + bad);
    assertThat(Runs.run(command).code()).isEqualTo(7);
    Files.writeString(manifest, "id,fixed,moving,preset\n" + good + bad);
    Outcome some = Runs.run(command);
    assertThat(some.code()).isEqualTo(6);
    assertThat(some.out()).contains("1 done, 0 skipped, 1 failed of 2");
    assertThat(some.err()).contains("b: failed", "none.nii");
    Files.writeString(manifest, "id,fixed,moving,preset\n" + good);
    Outcome all = Runs.run(command);
    assertThat(all.code()).isZero();
    assertThat(all.out()).contains("0 done, 1 skipped, 0 failed of 1");
    assertThat(Files.readString(out.resolve("summary.csv"))).contains("a,skipped,");
  }

  @Test
  void whatIsNotUnderstoodIsUsage() {
    assertThat(Runs.run("regster").err()).contains("regster").contains("regista register");
    for (Outcome outcome :
        List.of(
            Runs.run("regster"),
            Runs.run("register", "--fixed", fixed),
            Runs.run("info"),
            Runs.run("register", "--metric", "foo"),
            Runs.run("batch", "--manifest", "m", "--out", "o", "--jobs", "0"),
            Runs.run("evaluate", "--registration", rigid, "--fixed-labels", fixed))) {
      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.err()).contains("--help");
      assertThat(outcome.out()).isEmpty();
    }
  }

  @Test
  void helpAndVersionAreResults() {
    Outcome help = Runs.run("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("register", "batch", "Exit codes", "130");
    assertThat(Runs.run("info", "--version").out()).startsWith("regista ");
    assertThat(BuildInfo.program().version()).doesNotContain("$").isNotEqualTo("unknown");
  }

  @Test
  void cancellationLeavesNothingAndHasItsCode() {
    Cancellation cancellation = new Cancellation();
    cancellation.request();
    Path out = place.resolve("never");
    Outcome outcome =
        Runs.run(
            cancellation,
            (start, work) -> {},
            "register",
            "--fixed",
            fixed,
            "--moving",
            moving,
            "--out",
            out,
            "--backend",
            "reference");
    assertThat(outcome.code()).isEqualTo(130);
    assertThat(outcome.err()).contains("cancelled");
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void aFaultOfTheProgramIsOneLineUnlessVerbose() {
    Outcome plain =
        Runs.run(
            new Cancellation(),
            (start, work) -> {
              throw new IllegalStateException("odd");
            },
            "app");
    assertThat(plain.code()).isEqualTo(1);
    assertThat(plain.err().lines()).singleElement().asString().contains("report", "odd");
    Outcome verbose =
        Runs.run(
            new Cancellation(),
            (start, work) -> {
              throw new IllegalStateException("odd");
            },
            "app",
            "--verbose");
    assertThat(verbose.err()).contains("at org.regista");
  }

  @Test
  void everyKindOfFailureHasItsCode() {
    assertThat(codeOf(new InputDataException("x"))).isEqualTo(3);
    assertThat(codeOf(new NumericalException("x"))).isEqualTo(4);
    assertThat(codeOf(new DeviceException("x"))).isEqualTo(5);
    assertThat(codeOf(new CancellationException("x"))).isEqualTo(130);
  }

  private static int codeOf(RuntimeException failure) {
    Outcome outcome =
        Runs.run(
            new Cancellation(),
            (start, work) -> {
              throw failure;
            },
            "app");
    assertThat(outcome.err().strip()).isEqualTo("regista: x");
    return outcome.code();
  }

  @Test
  void theWorkstationOpensResults() {
    List<Path> opened = new ArrayList<>();
    Runs.run(new Cancellation(), (start, work) -> opened.addAll(start), "app", rigid);
    assertThat(opened).containsExactly(rigid);
    ResultCases cases = new ResultCases(new Extensions(new SciJavaExtensions()).files());
    try (LoadedCase loaded = cases.read(rigid)) {
      assertThat(loaded.isDeformable()).isFalse();
      assertThat(loaded.title()).contains("fixed.nii.gz", "moving.nii.gz");
      assertThat(loaded.scene().fixedToMoving()).isInstanceOf(AffineTransform.class);
      assertThat(loaded.badge().text()).contains("rigid");
    }
  }
}
