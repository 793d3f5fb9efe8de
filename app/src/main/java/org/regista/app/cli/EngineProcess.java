package org.regista.app.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.regista.error.DeviceException;
import org.regista.register.Cancellation;

/** One {@code regista register} in a process of its own, with what it cost. */
final class EngineProcess {

  private static final String MAIN = "org.regista.app.Main";
  private static final int SAMPLE_MS = 50;
  private static final long PATIENCE_SECONDS = 20;

  private EngineProcess() {}

  /**
   * @param exit as {@link ExitCodes}
   * @param lastLine that it wrote to standard error: the reason, if it failed
   * @param seconds wall time from start to end, files and start of the program included
   * @param peakBytes resident memory of it and its children together, sampled; empty if this system
   *     does not tell
   */
  record Cost(int exit, String lastLine, double seconds, OptionalLong peakBytes) {}

  /**
   * @throws java.util.concurrent.CancellationException if cancelled; the process is gone then
   */
  static Cost run(List<String> arguments, Console console, Cancellation cancellation) {
    long start = System.nanoTime();
    Process process = start(arguments);
    AtomicReference<String> last = new AtomicReference<>("");
    Thread reader = Thread.ofPlatform().daemon().start(() -> passOn(process, console, last));
    long peak = 0;
    try {
      while (!process.waitFor(SAMPLE_MS, TimeUnit.MILLISECONDS)) {
        cancellation.throwIfRequested();
        peak = Math.max(peak, resident(process.toHandle()));
      }
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeviceException("interrupted while an engine ran", e);
    } finally {
      end(process);
    }
    return new Cost(
        process.exitValue(),
        last.get(),
        (System.nanoTime() - start) / 1e9,
        peak > 0 ? OptionalLong.of(peak) : OptionalLong.empty());
  }

  private static Process start(List<String> arguments) {
    List<String> command = new ArrayList<>(program());
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new DeviceException(
          "the program cannot start itself again (%s)".formatted(e.getMessage()), e);
    }
  }

  /** How this very program was started: by a Java of the system, or by a launcher of its own. */
  private static List<String> program() {
    String command = ProcessHandle.current().info().command().orElse("java");
    if (!new File(command).getName().startsWith("java")) {
      return List.of(command);
    }
    return List.of(
        command,
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        MAIN);
  }

  private static void passOn(Process process, Console console, AtomicReference<String> last) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      in.lines()
          .forEach(
              line -> {
                last.set(line);
                console.err().println(line);
              });
    } catch (IOException | UncheckedIOException e) {
      last.set("its output broke off: " + e.getMessage());
    }
  }

  /** Bytes of a process and all that it started; 0 if unknown. */
  private static long resident(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(one -> residentAlone(one.pid()))
        .sum();
  }

  /** "VmRSS: 123 kB", proc(5). */
  private static long residentAlone(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // no such file system, or the process has just ended
    }
  }

  /** Asked first, so that it can clean up after itself. */
  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
