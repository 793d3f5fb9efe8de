package org.regista.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.regista.error.NumericalException;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.ResultFolder;
import org.regista.preprocess.Foreground;
import org.regista.quality.LabelOverlap;
import org.regista.quality.LandmarkErrors;
import org.regista.quality.QualityReport;
import org.regista.quality.Spread;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.transform.Transform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Registers one pair with several engines and lays the results side by side. */
@Command(
    name = "compare",
    description = {
      "Registers one pair with several engines, each in a process of its own, one after the other, and lays "
          + "accuracy, time, memory and the difference in mm side by side.",
      "Every option of 'register' holds for each of them."
    })
@SuppressWarnings("UnusedVariable") // options of 'register' are passed on as they were given
final class CompareCommand implements Callable<Integer> {

  private static final Set<String> OWN =
      Set.of(
          "--engines",
          "--engine",
          "--out",
          "--fixed-labels",
          "--moving-labels",
          "--fixed-points",
          "--moving-points");

  private static final String OWN_FILES = "--elastix-parameters";
  private static final double MEGABYTE = 1 << 20;
  private static final int PLACES = 40_000;

  private final Services services;
  private final Console console;

  @Option(
      names = "--fixed",
      required = true,
      paramLabel = "F",
      description = "The image that stays.")
  private Path fixed = Path.of("");

  @Option(
      names = "--moving",
      required = true,
      paramLabel = "M",
      description = "The image that is brought onto the fixed one.")
  private Path moving = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder in which each engine's result folder is made.")
  private Path out = Path.of("");

  @Option(
      names = "--engines",
      paramLabel = "E,E",
      split = ",",
      defaultValue = "native,elastix",
      description = "Which (see 'regista info --engines'); default: ${DEFAULT-VALUE}.")
  private List<String> engines = List.of();

  @Option(names = "--fixed-mask", paramLabel = "X", description = "As for 'register'.")
  private Optional<Path> fixedMask = Optional.empty();

  @Option(names = "--moving-mask", paramLabel = "X", description = "As for 'register'.")
  private Optional<Path> movingMask = Optional.empty();

  @Option(names = "--force", description = "Replace result folders that are there already.")
  private boolean force;

  @Option(names = "--fixed-labels", paramLabel = "L", description = "As for 'evaluate'.")
  private Optional<Path> fixedLabels = Optional.empty();

  @Option(names = "--moving-labels", paramLabel = "L", description = "As for 'evaluate'.")
  private Optional<Path> movingLabels = Optional.empty();

  @Option(names = "--fixed-points", paramLabel = "P", description = "As for 'evaluate'.")
  private Optional<Path> fixedPoints = Optional.empty();

  @Option(names = "--moving-points", paramLabel = "P", description = "As for 'evaluate'.")
  private Optional<Path> movingPoints = Optional.empty();

  @Mixin private RegistrationOptions options = new RegistrationOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  CompareCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    engines.forEach(services.extensions()::registrar); // an unknown name is told of at once
    Map<String, EngineProcess.Cost> costs = new LinkedHashMap<>();
    for (String engine : engines) {
      console.err().println("engine " + engine);
      costs.put(engine, EngineProcess.run(arguments(engine), console, services.cancellation()));
    }
    line(
        "%-10s %-8s %8s %8s %8s %8s %8s %8s  %s",
        "engine", "verdict", "NMI", "NCC", "Dice", "TRE mm", "s", "MB", "computed on");
    costs.forEach(this::print);
    List<String> done =
        costs.entrySet().stream()
            .filter(entry -> entry.getValue().exit() == 0)
            .map(Map.Entry::getKey)
            .toList();
    for (int n = 1; n < done.size(); n++) {
      printDifference(done.getFirst(), done.get(n));
    }
    if (done.size() < engines.size()) {
      throw new NumericalException(
          "%d of %d engines gave no result"
              .formatted(engines.size() - done.size(), engines.size()));
    }
    return ExitCodes.OK;
  }

  /** Ours without what only this command knows. */
  private List<String> arguments(String engine) {
    List<String> words =
        new ArrayList<>(
            List.of("register", "--engine", engine, "--out", out.resolve(engine).toString()));
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      if (OWN.contains(name) || (name.equals(OWN_FILES) && !engine.equals("elastix"))) {
        continue;
      }
      if (option.arity().max() == 0) {
        words.add(name);
        continue;
      }
      words.add(name);
      words.addAll(option.originalStringValues());
    }
    return words;
  }

  private void print(String engine, EngineProcess.Cost cost) {
    String memory =
        cost.peakBytes().isPresent()
            ? number("%.0f", cost.peakBytes().getAsLong() / MEGABYTE)
            : "unknown";
    if (cost.exit() != 0) {
      line("%-10s no result (exit code %d): %s", engine, cost.exit(), cost.lastLine());
      return;
    }
    ResultFolder result = ResultFolder.open(out.resolve(engine));
    QualityReport quality = result.record().quality();
    try (OwnedTransform forward = result.readForward()) {
      line(
          "%-10s %-8s %8.4f %8.3f %8s %8s %8.1f %8s  %s",
          engine,
          quality.verdict(),
          quality.after().nmi(),
          quality.after().ncc(),
          dice(result, forward.transform()),
          error(forward.transform()),
          cost.seconds(),
          memory,
          result.record().run().device());
    }
  }

  private String dice(ResultFolder result, Transform forward) {
    if (fixedLabels.isEmpty() || movingLabels.isEmpty()) {
      return "-";
    }
    VolumeFiles files = services.extensions().files();
    int threads = result.record().run().threads();
    try (Volume mine = Relabelled.read(files, fixedLabels.get(), result.fixed());
        Volume theirs = Relabelled.read(files, movingLabels.get(), result.moving());
        Volume warped =
            new Resampler(threads)
                .resample(theirs, forward, mine.grid(), Interpolation.NEAREST, 0)) {
      return number("%.4f", LabelOverlap.of(mine, warped, threads).meanDice());
    }
  }

  private String error(Transform forward) {
    if (fixedPoints.isEmpty() || movingPoints.isEmpty()) {
      return "-";
    }
    return number(
        "%.3f",
        LandmarkErrors.of(
                PointTable.read(fixedPoints.get()).points(),
                PointTable.read(movingPoints.get()).points(),
                forward)
            .after()
            .mean());
  }

  /** Over the foreground of the fixed image, at voxel centres. */
  private void printDifference(String first, String second) {
    ResultFolder a = ResultFolder.open(out.resolve(first));
    ResultFolder b = ResultFolder.open(out.resolve(second));
    try (OwnedTransform one = a.readForward();
        OwnedTransform other = b.readForward();
        Volume image = services.extensions().files().read(fixed)) {
      Spread mm = Spread.of(differences(one.transform(), other.transform(), image));
      line(
          "%s and %s differ by %.3f mm on average, 95 %% of the foreground by less than %.3f mm, at most %.3f mm",
          first, second, mm.mean(), mm.p95(), mm.max());
    }
  }

  private static double[] differences(Transform a, Transform b, Volume image) {
    float threshold = Foreground.threshold(image);
    GridSize size = image.size();
    long stride = Math.max(1, size.voxelCount() / PLACES);
    List<Double> mm = new ArrayList<>();
    for (long n = 0; n < size.voxelCount(); n += stride) {
      if (image.voxels().get(n) > threshold) {
        long row = n / size.ni();
        VoxelIndex voxel =
            new VoxelIndex((int) (n % size.ni()), (int) (row % size.nj()), (int) (row / size.nj()));
        LpsPoint x = image.grid().toLps(voxel);
        mm.add(a.toMoving(x).distanceMm(b.toMoving(x)));
      }
    }
    return mm.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void line(String form, Object... values) {
    console.out().printf(Locale.ROOT, form + "%n", values);
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
