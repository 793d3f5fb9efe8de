package org.regista.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.image.FocusBox;
import org.regista.job.Existing;
import org.regista.job.JobRunner;
import org.regista.job.RegistrationJob;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.worker.WorkerChannel;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationRequest.PointPair;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Registers one pair of images and writes a result folder. */
@Command(
    name = "register",
    description = "Registers a moving image to a fixed one and writes a result folder.")
final class RegisterCommand implements Callable<Integer> {

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

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to make.")
  private Path out = Path.of("");

  @Option(
      names = "--fixed-mask",
      paramLabel = "X",
      description = "Only where this image is not 0, on the fixed side.")
  private Optional<Path> fixedMask = Optional.empty();

  @Option(
      names = "--moving-mask",
      paramLabel = "X",
      description = "Only where this image is not 0, on the moving side.")
  private Optional<Path> movingMask = Optional.empty();

  @Option(
      names = "--box",
      paramLabel = "BOX",
      converter = BoxConverter.class,
      description =
          "Only what lies in this box counts: two opposite corners x,y,z,x,y,z, LPS mm of the fixed image.")
  private Optional<FocusBox> box = Optional.empty();

  @Option(
      names = "--fixed-landmarks",
      paramLabel = "P",
      description =
          "Points on the fixed image, x,y,z in LPS mm, that belong to --moving-landmarks: to start from "
              + "(--init landmarks), as the result itself (--engine manual: a thin-plate spline), "
              + "or to be brought together (--engine elastix).")
  private Optional<Path> fixedLandmarks = Optional.empty();

  @Option(
      names = "--moving-landmarks",
      paramLabel = "P",
      description = "The same anatomy on the moving image, row by row.")
  private Optional<Path> movingLandmarks = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "file",
      description =
          "dicom: of two DICOM series write also DICOM objects, into the folder 'dicom' of the result; "
              + "default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.FILE;

  @Option(names = "--force", description = "Replace a result folder that is there already.")
  private boolean force;

  @Option(
      names = "--worker",
      hidden = true,
      description = "Work for a window: JSON lines on standard output, commands on standard input.")
  private boolean worker;

  @Mixin private RequestOptions asked = new RequestOptions();

  @Mixin private RegistrationOptions options = new RegistrationOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  RegisterCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    RegistrationJob job =
        new RegistrationJob(
            new RegistrationJob.Inputs(fixed, moving, fixedMask, movingMask, box),
            options.plan().plan(),
            options.start(),
            options.machine(),
            extras(),
            asked.form());
    JobRunner runner =
        new JobRunner(services.extensions(), services.documents(), services.program());
    Existing existing = force ? Existing.REPLACE : Existing.REFUSE;
    if (worker) {
      WorkerChannel window =
          WorkerChannel.open(console.in(), console.out(), services.cancellation());
      runner.run(job, out, existing, window, services.cancellation());
      return ExitCodes.OK;
    }
    try (ProgressLine progress = new ProgressLine(console)) {
      RegistrationRecord record = runner.run(job, out, existing, progress, services.cancellation());
      progress.close();
      console.out().print(Summary.of(record));
      console.out().printf("%-12s %s%n", "result", out);
    }
    if (format == OutputFormat.DICOM) {
      DicomOutput.export(services, console, out, options.machine().threads());
    }
    return ExitCodes.OK;
  }

  private RegistrationJob.Extras extras() {
    RegistrationJob.Extras files = options.extras();
    if (fixedLandmarks.isEmpty() && movingLandmarks.isEmpty()) {
      return files;
    }
    Path fixedFile = fixedLandmarks.orElseThrow(this::oneSided);
    Path movingFile = movingLandmarks.orElseThrow(this::oneSided);
    List<LpsPoint> inFixed = PointTable.read(fixedFile).points();
    List<LpsPoint> inMoving = PointTable.read(movingFile).points();
    if (inFixed.size() != inMoving.size()) {
      throw new InputDataException(
          "'%s' holds %d points and '%s' %d; landmarks correspond row by row"
              .formatted(fixedFile, inFixed.size(), movingFile, inMoving.size()));
    }
    List<PointPair> pairs =
        IntStream.range(0, inFixed.size())
            .mapToObj(n -> new PointPair(inFixed.get(n), inMoving.get(n)))
            .toList();
    return new RegistrationJob.Extras(
        new RegistrationRequest.Extras(pairs, files.content().engineFiles()),
        Stream.concat(files.sources().stream(), Stream.of(fixedFile, movingFile)).toList());
  }

  private ParameterException oneSided() {
    return new ParameterException(
        spec.commandLine(),
        "--fixed-landmarks and --moving-landmarks are given together or not at all");
  }

  /** Two corners as one word. */
  static final class BoxConverter implements ITypeConverter<FocusBox> {
    @Override
    public FocusBox convert(String text) {
      try {
        return FocusBox.parse(text);
      } catch (InputDataException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
