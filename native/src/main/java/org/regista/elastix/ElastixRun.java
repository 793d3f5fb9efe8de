package org.regista.elastix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.regista.elastix.ElastixRegistrar.Setup;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.io.elastix.ParameterFile;
import org.regista.io.elastix.TransformParameterFiles;
import org.regista.register.Monitor;
import org.regista.register.Preparation;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationRequest.EngineFile;
import org.regista.register.RegistrationResult;
import org.regista.register.RegistrationResult.Attachment;
import org.regista.register.RegistrationResult.StageTiming;
import org.regista.register.plan.RegistrationPlan;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.map.MapInverse;
import org.regista.transform.map.MapSequence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of elastix in its folder, and what it found as our types. */
final class ElastixRun {

  private static final Logger LOG = LoggerFactory.getLogger(ElastixRun.class);

  private final ElastixForm form;
  private final Duration longestSilence;
  private final RegistrationRequest request;
  private final RunFiles files;
  private final Monitor monitor;
  private long leastFreeBytes = Long.MAX_VALUE;

  ElastixRun(
      ElastixForm form,
      Duration longestSilence,
      RegistrationRequest request,
      RunFiles files,
      Monitor monitor) {
    this.form = form;
    this.longestSilence = longestSilence;
    this.request = request;
    this.files = files;
    this.monitor = monitor;
  }

  /** Runs elastix; the caller closes the result. */
  RegistrationResult result(Setup setup, Preparation preparation) {
    IterationTable table = new IterationTable(stages(setup.parsed()), monitor);
    String version = run(setup, table);
    List<Double> seconds = table.seconds();
    Path last =
        files
            .transform(setup.files().size())
            .orElseThrow(() -> incomplete("wrote no transform", null));
    MapSequence map = read(last);
    List<String> warnings = new ArrayList<>(setup.warnings());
    AffineMap linear = linearPart(map);
    RegistrationResult.Signals signals = preparation.signals(linear, monitor);
    warnings.addAll(preparation.warnings(signals, linear));
    Fields fields = map.linear().isPresent() ? Fields.NONE : fields(map, linear, warnings);
    return new RegistrationResult(
        new AffineTransform(request.fixed().space(), request.moving().space(), linear),
        fields.displacement,
        fields.inverse,
        setup.owned() ? ownPlan() : request.plan(),
        "elastix",
        "%s, %s, %d threads".formatted(version, form.description(), request.threads()),
        monitor.trace(),
        timings(setup.parsed(), seconds),
        warnings,
        signals,
        attachments(setup));
  }

  private static List<IterationTable.Stage> stages(List<ParameterFile> parsed) {
    return parsed.stream()
        .map(file -> new IterationTable.Stage(label(file), iterations(file)))
        .toList();
  }

  /** As stages of our own are called. */
  private static String label(ParameterFile file) {
    return switch (file.text("Transform").orElse("")) {
      case "EulerTransform", "TranslationTransform" -> "rigid";
      case "AffineTransform", "SimilarityTransform" -> "affine";
      default -> "diffeo";
    };
  }

  /** elastix takes 3 resolutions of 500 iterations if a file does not say. */
  private static List<Integer> iterations(ParameterFile file) {
    int[] levels = file.integers("NumberOfResolutions");
    int[] counts = file.integers("MaximumNumberOfIterations");
    return IntStream.range(0, levels.length == 0 ? 3 : levels[0])
        .map(n -> counts.length == 0 ? 500 : counts[Math.min(n, counts.length - 1)])
        .boxed()
        .toList();
  }

  /** Runs elastix to its end; its name and version. */
  private String run(Setup setup, IterationTable table) {
    List<String> command = new ArrayList<>(form.elastix());
    command.addAll(files.arguments());
    command.addAll(List.of("-out", ".", "-threads", String.valueOf(request.threads())));
    Version version = new Version();
    ChildProcess.Ending ending =
        new ChildProcess(command, files.out(), longestSilence)
            .run(
                line -> {
                  LOG.debug("{}", line);
                  version.read(line);
                  table.read(line);
                },
                this::check);
    if (ending.exit() != 0) {
      throw Failures.of(ending, table.place(), leastFreeBytes, setup.parsed());
    }
    return version.text;
  }

  /** Watches the disk, since a process that ends may give back what it lacked. */
  private void check() {
    monitor.throwIfCancelled();
    leastFreeBytes = Math.min(leastFreeBytes, files.freeBytes());
  }

  /** "elastix 5.0.1", from what it says of itself. */
  private static final class Version {
    private static final String SAID = "ELASTIX version: ";
    private String text = "elastix";

    void read(String line) {
      if (line.startsWith(SAID)) {
        text = "elastix " + line.substring(SAID.length()).strip();
      }
    }
  }

  private MapSequence read(Path last) {
    try {
      TransformParameterFiles.Stored stored = TransformParameterFiles.read(last);
      TransformixCheck.of(form, stored.map(), last, request.fixed().grid(), monitor);
      return stored.usesDirections()
          ? stored.map()
          : TransformParameterFiles.inPatientSpace(
              stored.map(), request.fixed().grid(), request.moving().grid());
    } catch (InputDataException e) {
      throw incomplete("left a transform that cannot be read: " + e.getMessage(), e);
    }
  }

  /** A full disk lets elastix end well with half a file. */
  private NumericalException incomplete(String what, @Nullable InputDataException cause) {
    String space =
        Failures.isFull(leastFreeBytes)
            ? "the disk that holds '%s' is full; make room".formatted(files.out())
            : "it may have diverged; look at the warnings with --verbose";
    return new NumericalException("elastix %s; %s".formatted(what, space), cause);
  }

  private static AffineMap linearPart(MapSequence map) {
    AffineMap linear = map.linearPart();
    if (!linear.isFinite() || !(linear.determinant() > 0)) {
      throw new NumericalException(
          "elastix ended with a transform that mirrors or flattens the patient (determinant %g); it diverged"
              .formatted(linear.determinant()),
          null);
    }
    return linear;
  }

  /** What bends, both ways. */
  private record Fields(
      Optional<DisplacementField> displacement, Optional<DisplacementField> inverse) {
    static final Fields NONE = new Fields(Optional.empty(), Optional.empty());
  }

  private Fields fields(MapSequence map, AffineMap linear, List<String> warnings) {
    monitor.throwIfCancelled();
    GridGeometry grid = request.fixed().grid();
    DisplacementField u =
        map.displacement(linear, request.fixed().space(), grid, request.threads());
    try {
      monitor.throwIfCancelled();
      MapInverse inverse =
          MapInverse.of(map, linear, request.fixed().space(), grid, request.threads());
      if (inverse.unsolved() > 0) {
        warnings.add(
            "the inverse is inexact at %d voxels, by up to %.1f mm: the deformation folds there, or a part of the image moves out of the B-spline's reach"
                .formatted(inverse.unsolved(), inverse.worstMm()));
      }
      return new Fields(Optional.of(u), Optional.of(inverse.field()));
    } catch (RuntimeException e) {
      u.close();
      throw e;
    }
  }

  /** What the record shows in the place of a plan: none was used. */
  private RegistrationPlan ownPlan() {
    List<String> names = request.extras().engineFiles().stream().map(EngineFile::name).toList();
    return new RegistrationPlan(
        "elastix-parameters",
        1,
        "elastix with the parameter files %s as they are; the stages of the plan were not used"
            .formatted(String.join(", ", names)),
        request.plan().fixedRange(),
        request.plan().movingRange(),
        request.plan().usualBeyondThreefold(),
        request.plan().stages());
  }

  private static List<StageTiming> timings(List<ParameterFile> parsed, List<Double> seconds) {
    return IntStream.range(0, parsed.size())
        .mapToObj(n -> new StageTiming(label(parsed.get(n)), seconds.get(n)))
        .toList();
  }

  /** The transforms as elastix wrote them, and the parameters that led there. */
  private List<Attachment> attachments(Setup setup) {
    List<Attachment> kept = new ArrayList<>();
    try {
      for (Path file : files.kept()) {
        kept.add(
            new Attachment(
                file.getFileName().toString(),
                Files.readString(file, StandardCharsets.ISO_8859_1)));
      }
    } catch (IOException e) {
      throw new InputDataException(
          "elastix's files cannot be read back (%s)".formatted(e.getMessage()), e);
    }
    for (int n = 0; n < setup.files().size(); n++) {
      kept.add(new Attachment("Parameters.%d.txt".formatted(n), setup.files().get(n).text()));
    }
    return kept;
  }
}
