package org.regista.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.regista.error.DeviceException;
import org.regista.geometry.AffineMap;
import org.regista.register.Cancellation;
import org.regista.register.Progress;

/** The pipe between window and worker, with a shell in the worker's place. */
@Timeout(60)
class WorkerProcessTest {

  private static final Progress STEP = new Progress("affine", 1, 7, -0.25, 0.4);
  private static final AffineMap MAP =
      new AffineMap(1, 0.1, 0, 1e-9, 0, 1, 0.2, -3.25, 0, 0, 1, 1.0 / 3);

  private final List<WorkerMessage> messages = new ArrayList<>();

  @TempDir private Path folder;

  private WorkerOutcome run(String script) {
    CompletableFuture<WorkerOutcome> end = new CompletableFuture<>();
    WorkerProcess.start(List.of("sh", "-c", script), folder, messages::add, end::complete);
    return end.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void messagesSurviveTheirLine() {
    for (WorkerMessage message :
        List.of(new WorkerMessage.Progressed(STEP), new WorkerMessage.Placed(MAP))) {
      assertThat(WorkerLines.of(message)).doesNotContain("\n");
      assertThat(WorkerLines.parse(WorkerLines.of(message))).contains(message);
    }
    assertThat(WorkerLines.parse("Using device 0")).isEmpty();
    assertThat(WorkerLines.parse("{\"is\":\"unknown\"}")).isEmpty();
  }

  @Test
  void theChannelWritesWhatTheProcessReads() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    WorkerChannel channel =
        WorkerChannel.open(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(written, true, StandardCharsets.UTF_8),
            new Cancellation());
    channel.progressed(STEP);
    channel.placed(MAP);
    String said = written.toString(StandardCharsets.UTF_8);
    assertThat(run("cat <<'END'\nnot a message\n" + said + "END"))
        .isEqualTo(new WorkerOutcome.Done());
    assertThat(messages)
        .containsExactly(new WorkerMessage.Progressed(STEP), new WorkerMessage.Placed(MAP));
  }

  @ParameterizedTest
  @CsvSource({
    "SEGV, crashed in native code",
    "ABRT, crashed in native code",
    "KILL, memory of this machine ran out",
    "TERM, ended from outside"
  })
  void aSignalIsExplained(String signal, String said) {
    WorkerOutcome outcome = run("echo last words >&2; kill -" + signal + " $$; sleep 5");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            WorkerOutcome.Failed.class,
            failed -> {
              assertThat(failed.message()).contains(said);
              assertThat(failed.details()).contains("last words");
            });
  }

  @Test
  void theSentenceOfTheCommandLineIsPassedOn() {
    assertThat(run("echo 'regista: the fixed image is empty' >&2; echo later >&2; exit 3"))
        .isInstanceOfSatisfying(
            WorkerOutcome.Failed.class,
            failed -> assertThat(failed.message()).isEqualTo("the fixed image is empty"));
  }

  @Test
  void aCancelledWorkerIsToldAndNoFailure() {
    CompletableFuture<WorkerOutcome> end = new CompletableFuture<>();
    WorkerProcess worker =
        WorkerProcess.start(
            List.of("sh", "-c", "read word; [ $word = CANCEL ] && exit 130"),
            folder,
            messages::add,
            end::complete);
    worker.cancel();
    assertThat(end.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(new WorkerOutcome.Cancelled());
  }

  @Test
  void theChannelHearsWhatItIsToldAndThatTheWindowIsGone() {
    Cancellation early = new Cancellation();
    byte[] words = "END_EARLY\n".getBytes(StandardCharsets.US_ASCII);
    WorkerChannel.open(new ByteArrayInputStream(words), System.out, early);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!early.isRequested() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(early.isEarlyEndRequested()).isTrue();
    assertThat(early.isRequested()).as("cancelled at the end of its input").isTrue();
  }

  @Test
  void aMissingProgramIsSaid() {
    assertThatThrownBy(
            () ->
                WorkerProcess.start(
                    List.of(folder.resolve("gone").toString()), folder, m -> {}, e -> {}))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("cannot be started");
  }
}
