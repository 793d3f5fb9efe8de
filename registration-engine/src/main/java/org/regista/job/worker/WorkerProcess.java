package org.regista.job.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.regista.error.DeviceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running worker, seen from the window. Whatever becomes of it, the window hears of it by one
 * {@link WorkerOutcome}.
 */
public final class WorkerProcess {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** How long a cancelled worker may take to clean up after itself. */
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a worker.
   *
   * @param command the program and its arguments
   * @param folder where it works; must exist. Reports of crashes appear there
   * @param messages told of each message, on a thread of the worker's
   * @param end told once, after the last message, on the same thread
   * @throws DeviceException if the process cannot be started
   */
  public static WorkerProcess start(
      List<String> command,
      Path folder,
      Consumer<WorkerMessage> messages,
      Consumer<WorkerOutcome> end) {
    try {
      Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
      LOG.debug("worker {}: {}", process.pid(), command);
      WorkerProcess worker = new WorkerProcess(process);
      LastWords words = new LastWords();
      Thread errors = thread("errors", () -> lines(process.getErrorStream(), words::add));
      thread(
          "messages",
          () -> {
            lines(
                process.getInputStream(),
                line -> WorkerLines.parse(line).ifPresentOrElse(messages, () -> words.add(line)));
            end.accept(worker.outcome(errors, words));
          });
      return worker;
    } catch (IOException e) {
      throw new DeviceException(
          "the registration cannot be started (%s); is the program still installed where it was?"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static Thread thread(String what, Runnable work) {
    return Thread.ofPlatform().daemon().name("regista-worker-" + what).start(work);
  }

  private static void lines(InputStream stream, Consumer<String> each) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        each.accept(line);
      }
    } catch (IOException e) {
      LOG.debug("the pipe from a worker broke", e);
    }
  }

  private WorkerOutcome outcome(Thread errors, LastWords words) {
    try {
      int status = process.waitFor();
      errors.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      return words.outcome(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      return new WorkerOutcome.Cancelled();
    }
  }

  /** Ends the work without a result; a worker that does not obey in time is killed. */
  public void cancel() {
    say(WorkerCommand.CANCEL);
    thread(
        "patience",
        () -> {
          try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
              LOG.warn("worker {} did not end when it was cancelled; it is killed", process.pid());
              kill();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Ends the work soon, with the best so far. */
  public void endEarly() {
    say(WorkerCommand.END_EARLY);
  }

  /** Ends the worker at once, when the window goes. */
  public void kill() {
    process.destroyForcibly();
  }

  /** The worker's process, for those who measure or harm it. */
  public long pid() {
    return process.pid();
  }

  private void say(WorkerCommand command) {
    try {
      OutputStream commands = process.getOutputStream();
      commands.write((command.name() + "\n").getBytes(StandardCharsets.US_ASCII));
      commands.flush();
    } catch (IOException e) {
      LOG.debug("worker {} hears no more", process.pid(), e);
    }
  }
}
