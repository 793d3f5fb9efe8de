package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.regista.job.result.ResultFolder;
import org.regista.job.worker.WorkerMessage;
import org.regista.job.worker.WorkerOutcome;
import org.regista.job.worker.WorkerProcess;

/** The program registering in a process of its own, as the window has it do. */
@Timeout(300)
class RegistrationWorkerTest {

  private static final List<String> NUMBERS =
      List.of(
          ResultFolder.LINEAR,
          ResultFolder.DISPLACEMENT,
          ResultFolder.INVERSE_DISPLACEMENT,
          ResultFolder.WARPED);

  private final List<WorkerMessage> messages = new ArrayList<>();

  @TempDir private Path folder;
  private Path fixed = Path.of("");
  private Path moving = Path.of("");

  @BeforeEach
  void makeImages() {
    fixed = Runs.fixedImage(folder.resolve("fixed.nii"));
    moving = Runs.movingImage(folder.resolve("moving.nii"));
  }

  private List<String> command(Path out, String... more) {
    List<String> words = new ArrayList<>(ProgramCommand.words());
    // small, so that memory runs out soon
    words.add(1, "-Xmx400m");
    words.addAll(List.of("register", "--worker", "--fixed", fixed.toString()));
    words.addAll(List.of("--moving", moving.toString(), "--out", out.toString()));
    words.addAll(List.of(more));
    return words;
  }

  private WorkerOutcome run(
      BiConsumer<WorkerProcess, WorkerMessage> meanwhile, List<String> command) {
    CompletableFuture<WorkerOutcome> end = new CompletableFuture<>();
    CompletableFuture<WorkerProcess> worker = new CompletableFuture<>();
    worker.complete(
        WorkerProcess.start(
            command,
            folder,
            message -> {
              messages.add(message);
              meanwhile.accept(worker.join(), message);
            },
            end::complete));
    return end.orTimeout(240, TimeUnit.SECONDS).join();
  }

  @Test
  void theWorkerLeavesTheSameBytesAsTheCommandLine() {
    Path byWindow = folder.resolve("by-window");
    Path byHand = folder.resolve("by-hand");
    WorkerOutcome outcome =
        run((worker, message) -> {}, command(byWindow, "--preset", "mri-followup"));
    assertThat(outcome).isEqualTo(new WorkerOutcome.Done());
    Runs.Outcome typed =
        Runs.run(
            "register",
            "--fixed",
            fixed,
            "--moving",
            moving,
            "--out",
            byHand,
            "--preset",
            "mri-followup");
    assertThat(typed.code()).as(typed.err()).isZero();
    for (String name : NUMBERS) {
      assertThat(byWindow.resolve(name)).hasSameBinaryContentAs(byHand.resolve(name));
    }
    assertThat(messages).anyMatch(WorkerMessage.Placed.class::isInstance);
    assertThat(messages)
        .filteredOn(WorkerMessage.Progressed.class::isInstance)
        .extracting(m -> ((WorkerMessage.Progressed) m).progress().stage())
        .contains("init", "rigid", "affine", "diffeo");
  }

  @Test
  void aCrashInNativeCodeEndsTheWorkerOnly() {
    assertFails("crashing", "crashed in native code");
  }

  @Test
  void anExhaustedHeapIsSaid() {
    assertFails("greedy", "the memory does not suffice");
  }

  private void assertFails(String backend, String said) {
    Path out = folder.resolve("out");
    WorkerOutcome outcome = run((worker, message) -> {}, command(out, "--backend", backend));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            WorkerOutcome.Failed.class, failed -> assertThat(failed.message()).contains(said));
    assertThat(out).doesNotExist();
  }

  @Test
  void aCancelledWorkerLeavesNothing() throws IOException {
    WorkerOutcome outcome =
        run((worker, message) -> worker.cancel(), command(folder.resolve("out")));
    assertThat(outcome).isEqualTo(new WorkerOutcome.Cancelled());
    assertThat(entries()).containsExactlyInAnyOrder("fixed.nii", "moving.nii");
  }

  @Test
  void endedEarlyTheBestSoFarIsKept() {
    Path out = folder.resolve("out");
    WorkerOutcome outcome =
        run((worker, message) -> worker.endEarly(), command(out, "--preset", "mri-followup"));
    assertThat(outcome).isEqualTo(new WorkerOutcome.Done());
    assertThat(ResultFolder.open(out).deforms()).isFalse();
    assertThat(ResultFolder.open(out).record().run().warnings())
        .anyMatch(w -> w.startsWith("ended early by hand"));
  }

  private List<String> entries() throws IOException {
    try (var list = Files.list(folder)) {
      return list.map(p -> p.getFileName().toString()).toList();
    }
  }
}
