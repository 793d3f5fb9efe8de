package org.regista.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.geometry.GridGeometry;
import org.regista.image.Volume;
import org.regista.job.convert.TransformConversion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a transform into the file of another program. */
@Command(
    name = "convert",
    description = {
      "Turns a transform into the form of another program: result folders of ours, TransformParameters files of "
          + "elastix, ITK's .tfm and .h5, matrices of FSL's FLIRT, displacement fields (NIfTI, LPS mm).",
      "All are read as fixed to moving, by what resampling with them does. What cannot be said in the other form "
          + "is refused."
    })
final class ConvertCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Parameters(index = "0", paramLabel = "IN", description = "A file, or a result folder.")
  private Path in = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description =
          "The file to write: .tfm for ITK, .txt for elastix, .mat for FLIRT, .nii.gz for a field.")
  private Path out = Path.of("");

  @Option(
      names = "--fixed",
      paramLabel = "IMAGE",
      description = "The fixed image, where a form needs its grid: fields, FLIRT, elastix.")
  private Optional<Path> fixed = Optional.empty();

  @Option(
      names = "--moving",
      paramLabel = "IMAGE",
      description = "The moving image, where a form needs its grid: FLIRT.")
  private Optional<Path> moving = Optional.empty();

  @Option(names = "--threads", paramLabel = "N", description = "Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  ConvertCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    TransformConversion.Grids grids =
        new TransformConversion.Grids(fixed.map(this::grid), moving.map(this::grid));
    try (TransformConversion.Source source = TransformConversion.read(in, grids)) {
      Optional<String> loss = TransformConversion.write(source, out, threads);
      console
          .out()
          .printf(
              "'%s' (%s) as '%s': %s%n",
              in, source.kind(), out, loss.orElse("the same map, exactly"));
    }
    return ExitCodes.OK;
  }

  private GridGeometry grid(Path image) {
    try (Volume volume = services.extensions().files().read(image)) {
      return volume.grid();
    }
  }
}
