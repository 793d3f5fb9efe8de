package org.regista.app;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.regista.app.cli.Console;
import org.regista.app.cli.Services;
import org.regista.app.report.ReportDocuments;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.VoxelType;
import org.regista.job.Extensions;
import org.regista.register.Cancellation;
import org.regista.study.UserFolders;

/** Runs command lines as the program does, and makes images for them. */
final class Runs {

  static final GridGeometry FIXED_GRID =
      new GridGeometry(
          new GridSize(40, 36, 24),
          AffineMap.scaling(4, 4, 5.5)
              .andThen(new AffineMap(1, 0, 0, 0, 0, 0.96, -0.28, 0, 0, 0.28, 0.96, 0))
              .andThen(AffineMap.translation(new LpsVector(-78, -50, -75))));

  static final GridGeometry MOVING_GRID =
      GridGeometry.axisAligned(
          new GridSize(42, 44, 36), new LpsVector(4, 4, 4.5), new LpsPoint(-85, -92, -80));

  /**
   * Where the anatomy at a fixed point lies in the moving image: 8 degrees about z, and a shift.
   */
  static final AffineMap MOTION =
      new AffineMap(
          Math.cos(0.14), -Math.sin(0.14), 0, 6, Math.sin(0.14), Math.cos(0.14), 0, -5, 0, 0, 1, 4);

  private static final Path NO_FOLDER = Path.of("no-such-folder");

  private static final int BLOBS = 30;

  private Runs() {}

  /** How a command ended and what it wrote. */
  record Outcome(int code, String out, String err) {}

  static Outcome run(Object... arguments) {
    return run(new Cancellation(), (start, work) -> {}, arguments);
  }

  static Outcome run(Cancellation cancellation, Services.Window window, Object... arguments) {
    return run(NO_FOLDER, cancellation, window, arguments);
  }

  /** Runs a command as a user whose settings and library are in one folder. */
  static Outcome runWith(Path home, Object... arguments) {
    return run(home, new Cancellation(), (start, work) -> {}, arguments);
  }

  private static Outcome run(
      Path home, Cancellation cancellation, Services.Window window, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    Services services =
        new Services(
            new Extensions(new SciJavaExtensions()),
            new ReportDocuments(),
            BuildInfo.program(),
            new UserFolders(home, home),
            window,
            cancellation);
    String[] words = List.of(arguments).stream().map(String::valueOf).toArray(String[]::new);
    int code = Commands.program(services, console).run(words);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The object on the fixed grid. */
  static Path fixedImage(Path file) {
    return image(file, FIXED_GRID, AffineMap.IDENTITY);
  }

  /** The same object after {@link #MOTION}, with dark and bright exchanged. */
  static Path movingImage(Path file) {
    return image(file, MOVING_GRID, MOTION.inverse());
  }

  private static Path image(Path file, GridGeometry grid, AffineMap toObject) {
    try (Volume volume =
        Volume.zeros(Space.named(file.toString()), grid, IntensityUnit.ARBITRARY)) {
      GridSize n = grid.size();
      for (int k = 0; k < n.nk(); k++) {
        for (int j = 0; j < n.nj(); j++) {
          for (int i = 0; i < n.ni(); i++) {
            LpsPoint p = toObject.apply(grid.toLps(new VoxelIndex(i, j, k)));
            volume.voxels().set(n.offset(i, j, k), (float) object(p));
          }
        }
      }
      write(volume, file);
    }
    return file;
  }

  static void write(Volume volume, Path file) {
    new Extensions(new SciJavaExtensions()).files().write(volume, VoxelType.FLOAT32, file);
  }

  private static double object(LpsPoint p) {
    double shell = Math.sqrt(p.x() * p.x() / 4200 + p.y() * p.y() / 5000 + p.z() * p.z() / 3000);
    SplittableRandom random = new SplittableRandom(5);
    double value = 100;
    for (int n = 0; n < BLOBS; n++) {
      double dx = p.x() - random.nextDouble(-50, 50);
      double dy = p.y() - random.nextDouble(-55, 55);
      double dz = p.z() - random.nextDouble(-40, 40);
      double sigma = random.nextDouble(8, 15);
      value +=
          random.nextDouble(-60, 90)
              * Math.exp(-(dx * dx + dy * dy + dz * dz) / (2 * sigma * sigma));
    }
    return value / (1 + Math.exp((shell - 1) * 25));
  }
}
