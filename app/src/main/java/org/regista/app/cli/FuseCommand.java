package org.regista.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.app.report.Badges;
import org.regista.image.Volume;
import org.regista.io.AtomicFile;
import org.regista.io.VolumeFiles;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.ResultFolder;
import org.regista.transform.AffineTransform;
import org.regista.viewers.slice.FusedPicture;
import org.regista.viewers.slice.PixelImage;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.slice.SliceRenderer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws two images into one picture. */
@Command(
    name = "fuse",
    description = {
      "Draws two images into one picture: axial, coronal and sagittal, blended and as a checkerboard.",
      "With --registration before and after it, otherwise as the headers place them."
    })
final class FuseCommand implements Callable<Integer> {

  private static final int PANEL_PIXELS = 384;

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
      description = "The image that is laid over it.")
  private Path moving = Path.of("");

  @Option(
      names = "--registration",
      paramLabel = "DIR",
      description =
          "A folder that 'register' has written, for these images or others of the same spaces.")
  private Optional<Path> registration = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "fused.png",
      description = "The picture to write.")
  private Path out = Path.of("");

  FuseCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    VolumeFiles files = services.extensions().files();
    PixelImage picture =
        registration
            .map(folder -> beforeAndAfter(files, ResultFolder.open(folder)))
            .orElseGet(() -> asPlaced(files));
    AtomicFile.write(out, stream -> stream.write(picture.toPng()));
    console.out().printf("'%s' over '%s': '%s'%n", moving, fixed, out);
    return ExitCodes.OK;
  }

  private PixelImage asPlaced(VolumeFiles files) {
    try (Volume f = files.read(fixed);
        Volume m = files.read(moving)) {
      AffineTransform none = AffineTransform.identity(f.space(), m.space());
      return picture(new Scene(f, m, none))
          .through(none, RegistrationBadge.byHeaders(f.space(), m.space()));
    }
  }

  private PixelImage beforeAndAfter(VolumeFiles files, ResultFolder result) {
    try (Volume f = Relabelled.read(files, fixed, result.fixed());
        Volume m = Relabelled.read(files, moving, result.moving());
        OwnedTransform after = result.readForward()) {
      AffineTransform before = AffineTransform.identity(f.space(), m.space());
      return picture(new Scene(f, m, after.transform()))
          .beforeAndAfter(before, after.transform(), Badges.of(result.record()));
    }
  }

  private static FusedPicture picture(Scene scene) {
    SliceRenderer renderer = new SliceRenderer(Runtime.getRuntime().availableProcessors());
    return FusedPicture.of(scene, PANEL_PIXELS, renderer);
  }
}
