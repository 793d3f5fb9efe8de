package org.regista.elastix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.error.RegistrationException;
import org.regista.register.Cancellation;
import org.regista.register.Monitor;

/**
 * What elastix can do to itself, played by scripts in its place; it costs the run, nothing else.
 */
final class ElastixFailuresTest {

  private static final String TABLE =
      """
      printf 'Running elastix with parameter file 0: "x".\\n\\nResolution: 1\\n'
      printf '1:ItNr\\t2:Metric\\n35\\t-0.5\\t1\\n'
      """;

  private static final Duration SILENCE = Duration.ofSeconds(2);

  @TempDir private Path place;
  @TempDir private Path scripts;

  private final Case images = new Case();
  private final Cancellation cancellation = new Cancellation();

  @BeforeEach
  void noChildren() {
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    images.close();
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).isEmpty();
    }
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  private void run(String script) throws IOException {
    Path program =
        Files.createFile(
            scripts.resolve("elastix"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(program, "#!/bin/sh\n" + script);
    ElastixForm form = new ElastixForm("a script", List.of(program.toString()), List.of());
    new ElastixRegistrar(Optional.of(form), SILENCE, place)
        .register(images.rigid(1), new Monitor(progress -> {}, cancellation))
        .close();
  }

  private void failing(
      String script, Class<? extends RegistrationException> kind, String... words) {
    assertThatThrownBy(() -> run(script)).isInstanceOf(kind).hasMessageContainingAll(words);
  }

  @Test
  void aCrashIsToldWithItsSignalAndPlace() {
    failing(
        TABLE + "kill -SEGV $$",
        DeviceException.class,
        "crashed",
        "signal 11",
        "segmentation fault",
        "resolution 1, after iteration 35");
  }

  @Test
  void beingKilledIsTold() {
    failing("kill -KILL $$", DeviceException.class, "signal 9", "memory", "before the first");
  }

  @Test
  void aHangIsEndedWithAllThatItStarted() throws IOException {
    Path pid = scripts.resolve("pid");
    failing(
        TABLE + "sleep 1000 & echo $! > '" + pid + "'; sleep 1000",
        DeviceException.class,
        "said nothing for 2 s");
    long grandchild = Long.parseLong(Files.readString(pid).strip());
    Instant latest = Instant.now().plusSeconds(10);
    while (runs(grandchild) && Instant.now().isBefore(latest)) {
      Thread.onSpinWait();
    }
    assertThat(runs(grandchild)).isFalse();
  }

  /** False also for a process that has ended and only waits to be noticed by its new parent. */
  private static boolean runs(long pid) throws IOException {
    try {
      String state = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return state.charAt(state.lastIndexOf(')') + 2) != 'Z';
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Test
  void itsOwnExceptionIsPassedOn() {
    failing(
        """
        echo 'Description: ITK ERROR: TransformixMain(0x559b86f2ed50): Something is wrong here'
        echo Errors occurred
        exit 1
        """,
        NumericalException.class,
        "exit status 1",
        ": Something is wrong here");
  }

  @Test
  void lostOverlapHasARemedy() {
    failing(
        "echo 'Description: Too many samples map outside moving image buffer: 10 / 2000'; exit 1",
        NumericalException.class,
        "lost the overlap",
        "--init");
  }

  @Test
  void aMissingComponentIsNamed() {
    failing(
        "echo 'ITK ERROR'; echo 'Description: ITK ERROR: could not be created: Foo'; exit 1",
        InputDataException.class,
        "lacks a component",
        "Foo");
  }

  @Test
  void anEndingWithoutAResultIsNoSuccess() {
    failing(TABLE, NumericalException.class, "wrote no transform");
  }

  @Test
  void halfATransformIsNoResult() {
    failing(
        "printf '(Transform \"EulerTransform\")\\n(NumberOfParameters 6)\\n(TransformParameters 0 0'"
            + " > TransformParameters.0.txt",
        NumericalException.class,
        "cannot be read",
        "TransformParameters.0.txt");
  }

  @Test
  void aTransformThatDivergedIsNoResult() {
    failing(
        """
        printf '(Transform "AffineTransform")\\n(NumberOfParameters 12)\\n' > TransformParameters.0.txt
        printf '(TransformParameters -1 0 0 0 1 0 0 0 1 0 0 0)\\n' >> TransformParameters.0.txt
        printf '(CenterOfRotationPoint 0 0 0)\\n' >> TransformParameters.0.txt
        """,
        NumericalException.class,
        "mirrors or flattens");
  }

  @Test
  void cancellingEndsItAtOnce() {
    Thread.ofVirtual()
        .start(
            () -> {
              while (ProcessHandle.current().descendants().findAny().isEmpty()) {
                Thread.onSpinWait();
              }
              cancellation.request();
            });
    assertThatThrownBy(() -> run(TABLE + "sleep 1000")).isInstanceOf(CancellationException.class);
  }

  @Test
  void withoutElastixTheRemedyIsSaid() {
    ElastixRegistrar absent = new ElastixRegistrar(Optional.empty(), SILENCE, place);
    assertThat(absent.form()).contains("not usable here", "apt-get install elastix");
    assertThatThrownBy(() -> absent.register(images.rigid(1), Monitor.silent()).close())
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("not installed");
  }
}
