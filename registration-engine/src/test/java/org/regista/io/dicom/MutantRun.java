package org.regista.io.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Damaged files by the thousand, all read in turn. {@link #main} is for a JVM of its own with
 * little memory (docs/verification/hostile_dicom.py).
 */
final class MutantRun {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Path file;
  private int readable;
  private int refused;
  private Duration slowest = Duration.ZERO;
  private String slowestName = "";

  /** Current file, for who watches. */
  private volatile String name = "";

  private volatile long since = System.nanoTime();

  private MutantRun(Path folder) {
    this.file = folder.resolve("mutant");
  }

  /** What became of all files. */
  record Summary(int readable, int refused, Duration slowest, String slowestName) {}

  /**
   * Reads {@code count} mutants of the seeds.
   *
   * @throws AssertionError if one takes longer than 5 s, or is refused in a wrong way
   */
  static Summary run(Path folder, List<byte[]> seeds, int count, long randomSeed) {
    MutantRun run = new MutantRun(folder);
    Mutations mutations = new Mutations(randomSeed);
    for (int n = 0; n < count; n++) {
      byte[] seed = seeds.get(n % seeds.size());
      byte[] other = seeds.get((n / seeds.size()) % seeds.size());
      run.attack("mutant " + n, mutations.of(seed, other));
    }
    return run.summary();
  }

  private Summary summary() {
    return new Summary(readable, refused, slowest, slowestName);
  }

  private void attack(String called, byte[] bytes) {
    name = called;
    since = System.nanoTime();
    try {
      Files.write(file, bytes);
      if (ReaderUnderAttack.attack(file).slices() > 0) {
        readable++;
      } else {
        refused++;
      }
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(called + " is refused in a wrong way", e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - since);
    if (took.compareTo(slowest) > 0) {
      slowest = took;
      slowestName = called;
    }
    if (took.compareTo(LIMIT) > 0) {
      throw new AssertionError("%s takes %s".formatted(called, took));
    }
  }

  /** Files of this size at most, below a folder or a file itself. */
  static List<byte[]> seeds(Path place, long mostBytes) {
    try (Stream<Path> walk = Files.walk(place)) {
      List<byte[]> seeds = new ArrayList<>();
      for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
        if (path.toString().endsWith(".dcm") && Files.size(path) <= mostBytes) {
          seeds.add(Files.readAllBytes(path));
        }
      }
      return seeds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The code streams of test-data as files of one slice. */
  static List<byte[]> codeStreams() {
    List<byte[]> files = new ArrayList<>();
    Path folder = Path.of("..", "test-data", "dicom_transfer_syntax", "jpeg2000");
    try (Stream<Path> walk = Files.list(folder)) {
      for (Path path : walk.filter(p -> p.toString().endsWith(".j2k")).sorted().toList()) {
        files.add(
            RawDicom.compressed(
                "1.2.840.10008.1.2.4.90", Files.readAllBytes(path), 61, 73, 16, 16));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Arguments: number of mutants, random seed, folders with .dcm files. First reads the hostile set
   * and the files of the folders themselves, then the mutants.
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("mutants");
    MutantRun run = new MutantRun(folder);
    run.watch();
    Map<String, byte[]> hostile = HostileFiles.all();
    hostile.forEach(run::attack);
    System.out.printf("hostile set\t%d\t%s%n", hostile.size(), run.summary());
    List<byte[]> seeds = codeStreams();
    for (int n = 2; n < arguments.length; n++) {
      seeds.addAll(seeds(Path.of(arguments[n]), 2 << 20));
    }
    seeds.forEach(bytes -> run.attack("a seed", bytes));
    System.out.printf("seeds\t%d\t%s%n", seeds.size(), run.summary());
    seeds.removeIf(bytes -> bytes.length > 200_000);
    int count = Integer.parseInt(arguments[0]);
    Mutations mutations = new Mutations(Long.parseLong(arguments[1]));
    for (int n = 0; n < count; n++) {
      byte[] other = seeds.get((n / seeds.size()) % seeds.size());
      run.attack("mutant " + n, mutations.of(seeds.get(n % seeds.size()), other));
    }
    System.out.printf("mutants\t%d of %d seeds\t%s%n", count, seeds.size(), run.summary());
    Files.delete(run.file);
    Files.delete(folder);
  }

  /** Ends the process with the name of a file that hangs. */
  private void watch() {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (true) {
                if (System.nanoTime() - since > 4 * LIMIT.toNanos()) {
                  System.out.println("HANG " + name);
                  Runtime.getRuntime().halt(3);
                }
                LockSupport.parkNanos(100_000_000);
              }
            });
  }
}
