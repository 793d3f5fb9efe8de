package org.regista.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.VoxelType;
import org.regista.job.Outside;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.ResultFolder;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes an image through a registration, from its original in one interpolation. */
@Command(
    name = "apply",
    description = {
      "Takes an image through a registration.",
      "Without --inverse an image of the moving side is drawn on the fixed grid; with it, an image of the "
          + "fixed side on the moving grid."
    })
final class ApplyCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Option(
      names = "--registration",
      required = true,
      paramLabel = "DIR",
      description = "A folder that 'register' has written.")
  private Path registration = Path.of("");

  @Option(names = "--inverse", description = "From the fixed side to the moving side.")
  private boolean inverse;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "VOLUME",
      description = "The image; or DICOM contours, a dose or a segmentation of the moving side.")
  private Path in = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--reference",
      paramLabel = "GRID",
      description = "An image whose grid to draw on; default: that of the registered image.")
  private Optional<Path> reference = Optional.empty();

  @Option(
      names = "--interpolation",
      paramLabel = "I",
      defaultValue = "linear",
      description =
          "linear, nearest, bspline or label (for label maps); default: ${DEFAULT-VALUE}.")
  private Interpolation interpolation = Interpolation.LINEAR;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "file",
      description =
          "dicom: write a DICOM series on the fixed grid, into the folder --out; default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.FILE;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  ApplyCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!inverse && DicomOutput.carry(services, console, registration, in, out, threads)) {
      return ExitCodes.OK;
    }
    if (format == OutputFormat.DICOM) {
      requireForward();
      DicomOutput.draw(
          services,
          console,
          new DicomOutput.Drawing(registration, in, interpolation, out),
          threads);
      return ExitCodes.OK;
    }
    return writeFile();
  }

  private void requireForward() {
    if (inverse || reference.isPresent()) {
      throw new InputDataException(
          "--format dicom draws the moving side on the fixed grid only; "
              + "leave out --inverse and --reference, or register the other way round");
    }
  }

  private int writeFile() {
    ResultFolder result = ResultFolder.open(registration);
    VolumeFiles files = services.extensions().files();
    GridGeometry onto = reference.map(path -> gridOf(files, path)).orElseGet(() -> grid(result));
    try (Volume image = Relabelled.read(files, in, inverse ? result.fixed() : result.moving());
        OwnedTransform pullBack = inverse ? result.readInverse() : result.readForward();
        Volume drawn =
            new Resampler(threads)
                .resample(image, pullBack.transform(), onto, interpolation, Outside.of(image))) {
      files.write(drawn, storage(image), out);
    }
    console
        .out()
        .printf(
            "'%s' on the %s, %s interpolation: '%s'%n",
            in,
            reference
                .map(path -> "grid of '" + path + "'")
                .orElse(inverse ? "moving grid" : "fixed grid"),
            interpolation.name().toLowerCase(Locale.ROOT),
            out);
    return ExitCodes.OK;
  }

  private GridGeometry grid(ResultFolder result) {
    return inverse ? result.movingGrid() : result.fixedGrid();
  }

  private static GridGeometry gridOf(VolumeFiles files, Path path) {
    try (Volume volume = files.read(path)) {
      return volume.grid();
    }
  }

  /** Whole numbers stay whole if the interpolation invents none. */
  private VoxelType storage(Volume image) {
    boolean copies = interpolation == Interpolation.NEAREST || interpolation == Interpolation.LABEL;
    return copies && areShorts(image.voxels()) ? VoxelType.INT16 : VoxelType.FLOAT32;
  }

  private static boolean areShorts(NativeBuffer values) {
    for (long n = 0; n < values.length(); n++) {
      float value = values.get(n);
      if (value != (short) value) {
        return false;
      }
    }
    return true;
  }
}
