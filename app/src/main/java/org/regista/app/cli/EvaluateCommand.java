package org.regista.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.ResultFolder;
import org.regista.quality.LabelOverlap;
import org.regista.quality.LandmarkErrors;
import org.regista.quality.QualityReport;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.transform.AffineTransform;
import org.regista.transform.Transform;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how good a registration is, by itself and by what people marked on both images. */
@Command(
    name = "evaluate",
    description = {
      "Says how good a registration is.",
      "With labels of both sides: overlap and surface distances (moving labels drawn on the grid of the fixed "
          + "ones by nearest neighbour). With points of both sides, row by row: distances in mm."
    })
final class EvaluateCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Services services;
  private final Console console;

  @Option(
      names = "--registration",
      required = true,
      paramLabel = "DIR",
      description = "A folder that 'register' has written.")
  private Path registration = Path.of("");

  @Option(
      names = "--fixed-labels",
      paramLabel = "L",
      description = "Structures on the fixed image, whole numbers.")
  private Optional<Path> fixedLabels = Optional.empty();

  @Option(
      names = "--moving-labels",
      paramLabel = "L",
      description = "The same structures on the moving image.")
  private Optional<Path> movingLabels = Optional.empty();

  @Option(
      names = "--fixed-points",
      paramLabel = "P",
      description = "Points on the fixed image: x,y,z in LPS mm.")
  private Optional<Path> fixedPoints = Optional.empty();

  @Option(
      names = "--moving-points",
      paramLabel = "P",
      description = "The same anatomy on the moving image, in the same order.")
  private Optional<Path> movingPoints = Optional.empty();

  @Option(names = "--json", description = "Print JSON instead of tables.")
  private boolean json;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec = CommandSpec.create();

  EvaluateCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  /** Dice and its company by the headers alone and with the registration. */
  record Labels(LabelOverlap before, LabelOverlap after) {}

  @Override
  public Integer call() {
    requireBoth("labels", fixedLabels, movingLabels);
    requireBoth("points", fixedPoints, movingPoints);
    ResultFolder result = ResultFolder.open(registration);
    try (OwnedTransform forward = result.readForward()) {
      Optional<Labels> labels =
          fixedLabels.map(f -> labels(result, forward.transform(), f, movingLabels.orElseThrow()));
      Optional<LandmarkErrors> points =
          fixedPoints.map(
              f ->
                  LandmarkErrors.of(
                      PointTable.read(f).points(),
                      PointTable.read(movingPoints.orElseThrow()).points(),
                      forward.transform()));
      print(result, labels, points);
    }
    return ExitCodes.OK;
  }

  private void requireBoth(String what, Optional<Path> fixed, Optional<Path> moving) {
    if (fixed.isPresent() != moving.isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--fixed-%s and --moving-%s are given together or not at all".formatted(what, what));
    }
  }

  private Labels labels(ResultFolder result, Transform forward, Path fixedFile, Path movingFile) {
    VolumeFiles files = services.extensions().files();
    Transform byHeader = AffineTransform.identity(result.fixed(), result.moving());
    try (Volume fixed = Relabelled.read(files, fixedFile, result.fixed());
        Volume moving = Relabelled.read(files, movingFile, result.moving())) {
      return new Labels(overlap(fixed, moving, byHeader), overlap(fixed, moving, forward));
    }
  }

  private LabelOverlap overlap(Volume fixed, Volume moving, Transform pullBack) {
    try (Volume warped =
        new Resampler(threads).resample(moving, pullBack, fixed.grid(), Interpolation.NEAREST, 0)) {
      return LabelOverlap.of(fixed, warped, threads);
    }
  }

  private void print(
      ResultFolder result, Optional<Labels> labels, Optional<LandmarkErrors> points) {
    QualityReport quality = result.record().quality();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("quality", quality);
      labels.ifPresent(l -> all.put("labels", l));
      points.ifPresent(p -> all.put("points", p));
      try {
        console.out().println(MAPPER.writeValueAsString(all));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("numbers that are no JSON", e);
      }
      return;
    }
    console.out().print(Summary.of(result.record()));
    labels.ifPresent(l -> EvaluationTables.print(l, console.out()));
    points.ifPresent(p -> EvaluationTables.print(p, console.out()));
  }
}
