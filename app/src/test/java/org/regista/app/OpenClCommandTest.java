package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.regista.app.Runs.Outcome;

/** {@code --backend opencl} as its users see it, on the first device of this machine. */
class OpenClCommandTest {

  @TempDir private static Path inputs;

  private static Path fixed = Path.of("");
  private static Path moving = Path.of("");

  @TempDir private Path place;

  @BeforeAll
  static void makeImages() {
    fixed = Runs.fixedImage(inputs.resolve("fixed.nii.gz"));
    moving = Runs.movingImage(inputs.resolve("moving.nii.gz"));
  }

  private static List<String> register(Path out, String... more) {
    List<String> words = new ArrayList<>(List.of("register", "--fixed", fixed.toString()));
    words.addAll(List.of("--moving", moving.toString(), "--out", out.toString()));
    words.addAll(List.of("--stages", "rigid"));
    words.addAll(List.of(more));
    return words;
  }

  private static Outcome run(List<String> words) {
    return Runs.run(words.toArray());
  }

  /** As a process of its own, which sees another folder of OpenCL drivers. */
  private Outcome runWithoutDriver(List<String> words) throws IOException {
    Path none = Files.createDirectories(place.resolve("no-drivers"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    command.addAll(words);
    File out = place.resolve("out.txt").toFile();
    File err = place.resolve("err.txt").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
    builder.environment().put("OCL_ICD_VENDORS", none.toString());
    try {
      int code = builder.start().waitFor();
      return new Outcome(code, text(out), text(err));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(File file) {
    try {
      return Files.readString(file.toPath(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] transform(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("linear.tfm")).stream()
        .filter(line -> line.startsWith("Parameters:"))
        .flatMapToDouble(
            line ->
                DoubleStream.of(
                    Arrays.stream(line.substring(11).strip().split(" +"))
                        .mapToDouble(Double::parseDouble)
                        .toArray()))
        .toArray();
  }

  @Test
  void registersAsTheCpuDoesAndRecordsTheDevice() throws IOException {
    Path onDevice = place.resolve("device");
    Path onCpu = place.resolve("cpu");
    assertThat(run(register(onDevice, "--backend", "opencl:0")).code()).isZero();
    assertThat(run(register(onCpu)).code()).isZero();
    double[] expected = transform(onCpu);
    double[] actual = transform(onDevice);
    assertThat(actual).hasSize(12);
    for (int n = 0; n < 12; n++) {
      // a rotation by so little moves the corners, 150 mm away, by 0.01 mm
      assertThat(actual[n]).isCloseTo(expected[n], within(n < 9 ? 6e-5 : 0.01));
    }
    assertThat(Files.readString(onDevice.resolve("registration.json")))
        .contains("\"backend\" : \"opencl:0\"")
        .containsPattern("\"device\" : \"OpenCL, .+ driver .+\"");
  }

  @ParameterizedTest
  @CsvSource({
    "opencl:99, 3, there is no OpenCL device 99",
    "opencl:one, 3, 'one' is no device",
    "cpu:0, 3, the backend 'cpu' has no devices to choose from",
    "graphics, 3, there is no backend 'graphics'"
  })
  void refusesDevicesThatAreNotThere(String backend, int code, String message) {
    Path out = place.resolve("none");
    Outcome outcome = run(register(out, "--backend", backend));
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.err()).contains(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesWhatDoesNotFitIntoTheMemoryWithTheBytes() {
    Path out = place.resolve("none");
    Outcome outcome = run(register(out, "--backend", "opencl", "--device-memory", "0.1MiB"));
    assertThat(outcome.code()).isEqualTo(5);
    assertThat(outcome.err())
        .contains("bytes) of the memory of '", "of 0.1 MiB are left", "--device-memory");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesASizeThatIsNone() {
    Outcome outcome =
        run(register(place.resolve("none"), "--backend", "opencl", "--device-memory", "much"));
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("',much' is no device");
  }

  @Test
  void listsTheDevices() {
    Outcome outcome = run(List.of("info", "--devices"));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines().filter(line -> line.startsWith("opencl")))
        .isNotEmpty()
        .allMatch(line -> line.contains("driver") && !line.contains("not usable"));
  }

  @Test
  void withoutADriverItSaysSoInOneLineAndTheCpuStillWorks() throws IOException {
    Path out = place.resolve("none");
    Outcome refused = runWithoutDriver(register(out, "--backend", "opencl"));
    assertThat(refused.code()).isEqualTo(5);
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.err())
        .contains("no OpenCL driver is installed on this machine", "'--backend cpu'");
    assertThat(out).doesNotExist();
    Outcome listed = runWithoutDriver(List.of("info", "--devices"));
    assertThat(listed.code()).isZero();
    assertThat(listed.out().lines().filter(line -> line.startsWith("opencl")))
        .singleElement()
        .asString()
        .contains("not usable here: no OpenCL driver");
    assertThat(runWithoutDriver(register(out, "--backend", "cpu")).code()).isZero();
  }
}
