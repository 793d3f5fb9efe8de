package org.regista.nativecore.jmh;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code ./run bench jmh [PATTERN]}: the time of every kernel whose name matches, and its share of
 * the bandwidth of a copy in the same run. Wall time, the least and the mean of five iterations of
 * a fifth of a second in one fork each; shares are of the least, because other programs on the
 * machine only ever add.
 */
public final class KernelReport {

  private KernelReport() {}

  public static void main(String[] arguments) throws RunnerException {
    Pattern wanted =
        Pattern.compile(arguments.length > 0 ? arguments[0] : "", Pattern.CASE_INSENSITIVE);
    String[] kernels =
        Arrays.stream(Kernel.values())
            .map(Kernel::name)
            .filter(name -> wanted.matcher(name).find())
            .toArray(String[]::new);
    if (kernels.length == 0) {
      System.err.printf("'%s' matches none of %s%n", wanted, Arrays.toString(Kernel.values()));
      System.exit(2);
    }
    Map<String, Double> copies = new TreeMap<>();
    for (RunResult copy : new Runner(options(CopyBenchmark.class).build()).run()) {
      String threads = copy.getParams().getParam("threads");
      double bytesPerNs = CopyBenchmark.bytes(Integer.parseInt(threads)) / nanoseconds(copy);
      copies.put(threads, bytesPerNs);
      System.out.printf("copy, %s threads: %.1f GB/s%n", threads, bytesPerNs);
    }
    System.out.printf(
        "%n| kernel, %s | threads | ns/voxel | mean | GB/s | %% of copy |%n", Scene.SIZE);
    System.out.println("|---|---|---|---|---|---|");
    for (String kernel : kernels) {
      for (RunResult result :
          new Runner(options(KernelBenchmark.class).param("kernel", kernel).build()).run()) {
        print(Kernel.valueOf(kernel), result, copies);
      }
    }
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(Pattern.quote(benchmark.getName() + "."))
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(200))
        .measurementIterations(5)
        .measurementTime(TimeValue.milliseconds(200))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static double nanoseconds(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }

  private static void print(Kernel kernel, RunResult result, Map<String, Double> copies) {
    String threads = result.getParams().getParam("threads");
    double voxels = Scene.SIZE.voxelCount();
    double each = nanoseconds(result) / voxels;
    double mean = result.getPrimaryResult().getScore() / voxels;
    double bytesPerNs = kernel.bytesPerVoxel() / each;
    System.out.printf(
        "| %-23s | %s | %6.2f | %6.2f | %6.1f | %4.0f |%n",
        kernel.name().toLowerCase(Locale.ROOT),
        threads,
        each,
        mean,
        bytesPerNs,
        100 * bytesPerNs / copies.get(threads));
  }
}
