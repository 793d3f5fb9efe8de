package org.regista.elastix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.regista.error.DeviceException;

/**
 * A program as a child of this process. It never outlives the call, nor this process if that is
 * asked to end; and what it does to itself happens to it alone.
 */
final class ChildProcess {

  private static final int POLL_MS = 100;
  private static final int KEPT_LINES = 400;

  private final List<String> command;
  private final Path folder;
  private final Duration longestSilence;

  /**
   * @param folder in which it runs
   * @param longestSilence after which it counts as hanging
   */
  ChildProcess(List<String> command, Path folder, Duration longestSilence) {
    this.command = List.copyOf(command);
    this.folder = folder;
    this.longestSilence = longestSilence;
  }

  /**
   * How it ended.
   *
   * @param exit 128 and more: by a signal
   * @param lastLines of what it said
   */
  record Ending(int exit, List<String> lastLines) {}

  /**
   * Runs it to its end.
   *
   * @param lines is given each line that it writes
   * @param check is called several times a second; what it throws ends the child
   * @throws DeviceException if it cannot be started, or hangs
   */
  Ending run(Consumer<String> lines, Runnable check) {
    Process process = start();
    Thread hook = new Thread(() -> end(process), "end of " + command.getFirst());
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return follow(process, lines, check);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeviceException("interrupted while '%s' ran".formatted(command.getFirst()), e);
    } finally {
      end(process);
      unhook(hook);
    }
  }

  private Process start() {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new DeviceException(
          "'%s' cannot be started (%s)".formatted(command.getFirst(), e.getMessage()), e);
    }
  }

  private Ending follow(Process process, Consumer<String> lines, Runnable check)
      throws InterruptedException {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    Thread reader =
        Thread.ofPlatform()
            .name("output of " + command.getFirst())
            .daemon()
            .start(() -> read(process, said));
    Deque<String> last = new ArrayDeque<>();
    long heard = System.nanoTime();
    while (reader.isAlive() || !said.isEmpty() || process.isAlive()) {
      check.run();
      @Nullable String line = said.poll(POLL_MS, TimeUnit.MILLISECONDS);
      if (line != null) {
        heard = System.nanoTime();
        last.addLast(line);
        if (last.size() > KEPT_LINES) {
          last.removeFirst();
        }
        lines.accept(line);
      } else if (System.nanoTime() - heard > longestSilence.toNanos()) {
        throw hanging();
      }
    }
    return new Ending(process.waitFor(), List.copyOf(last));
  }

  private DeviceException hanging() {
    return new DeviceException(
        "'%s' said nothing for %d s and was ended; it hangs, or the machine is overloaded"
            .formatted(name(), longestSilence.toSeconds()));
  }

  private String name() {
    return String.valueOf(Path.of(command.getFirst()).getFileName());
  }

  private static void read(Process process, BlockingQueue<String> said) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
      @Nullable String line;
      while ((line = in.readLine()) != null) {
        said.add(line);
      }
    } catch (IOException e) {
      said.add("(its output broke off: " + e.getMessage() + ")");
    }
  }

  /** With all that it started itself; returns when it is gone. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      hook.setName(hook.getName() + ", at shutdown"); // the hook runs already
    }
  }
}
