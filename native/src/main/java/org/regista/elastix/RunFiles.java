package org.regista.elastix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.image.IntensityUnit;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.VoxelType;
import org.regista.io.elastix.TransformParameterTexts;
import org.regista.io.itk.MetaImageFormat;
import org.regista.register.RegistrationRequest.EngineFile;
import org.regista.register.RegistrationRequest.PointPair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one run, which vanishes with it; elastix writes its own files into {@link #out}.
 */
final class RunFiles implements AutoCloseable {

  /** The metric that draws corresponding points together; elastix wants it named last. */
  static final String LANDMARK_METRIC = "CorrespondingPointsEuclideanDistanceMetric";

  static final String INITIAL = "InitialTransform.txt";

  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);
  private static final long SPARE_BYTES = 8L << 20;

  private final Path folder;
  private final Path out;
  private final FileStore disk;
  private final List<String> arguments = new ArrayList<>();

  /**
   * @param place the folder for temporary files
   */
  RunFiles(Path place) {
    try {
      folder = Files.createTempDirectory(place, "regista-elastix-");
      out = Files.createDirectory(folder.resolve("out"));
      disk = Files.getFileStore(folder);
    } catch (IOException e) {
      throw new InputDataException(
          "no folder can be made in '%s' (%s); check its permissions and the free space"
              .formatted(place, e.getMessage()),
          e);
    }
  }

  /** Where elastix runs. */
  Path out() {
    return out;
  }

  /** What to tell elastix, after its name. */
  List<String> arguments() {
    return List.copyOf(arguments);
  }

  /**
   * @throws InputDataException if what has to be written will not fit
   */
  void requireSpace(long voxels) {
    long needed = voxels * Float.BYTES + SPARE_BYTES;
    long free = freeBytes();
    if (free < needed) {
      throw new InputDataException(
          "elastix needs %d MB for temporary files in '%s', where %d MB are free; make room, or point"
                  .formatted(needed >> 20, folder.getParent(), free >> 20)
              + " -Djava.io.tmpdir at another folder");
    }
  }

  long freeBytes() {
    try {
      return disk.getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  void images(Volume fixed, Volume moving) {
    image("-f", "fixed.mha", fixed);
    image("-m", "moving.mha", moving);
  }

  private void image(String option, String name, Volume volume) {
    Path file = folder.resolve(name);
    new MetaImageFormat().write(volume, VoxelType.FLOAT32, file);
    add(option, file);
  }

  /** Any weight above 0 counts: elastix knows only in and out. */
  void mask(String option, String name, Mask mask) {
    NativeBuffer counts = NativeBuffer.allocate(mask.weights().length());
    for (long n = 0; n < counts.length(); n++) {
      counts.set(n, mask.weights().get(n) > 0 ? 1 : 0);
    }
    try (Volume volume = new Volume(mask.space(), mask.grid(), IntensityUnit.ARBITRARY, counts)) {
      Path file = folder.resolve(name);
      new MetaImageFormat().write(volume, VoxelType.INT16, file);
      add(option, file);
    }
  }

  void landmarks(List<PointPair> pairs) {
    add("-fp", points("fixed_points.txt", pairs, PointPair::inFixed));
    add("-mp", points("moving_points.txt", pairs, PointPair::inMoving));
  }

  private Path points(String name, List<PointPair> pairs, Function<PointPair, LpsPoint> side) {
    return text(folder.resolve(name), pointsText(pairs.stream().map(side).toList()));
  }

  /** As elastix and transformix read points: in LPS mm, one a line. */
  static String pointsText(List<LpsPoint> points) {
    return points.stream()
        .map(p -> "%s %s %s%n".formatted(p.x(), p.y(), p.z()))
        .collect(Collectors.joining("", "point%n%d%n".formatted(points.size()), ""));
  }

  /** Where to start, beside the results, because they name it. */
  void start(AffineMap fixedToMoving, GridGeometry fixed) {
    text(
        out.resolve(INITIAL), TransformParameterTexts.affine(fixedToMoving, fixed.centre(), fixed));
    arguments.addAll(List.of("-t0", INITIAL));
  }

  /** In the order in which they run. */
  void parameters(List<EngineFile> files) {
    for (int n = 0; n < files.size(); n++) {
      add("-p", text(folder.resolve("parameters.%d.txt".formatted(n)), files.get(n).text()));
    }
  }

  private void add(String option, Path file) {
    arguments.addAll(List.of(option, file.toString()));
  }

  private static Path text(Path file, String text) {
    try {
      return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new InputDataException(
          "'%s' cannot be written (%s); check the free space".formatted(file, e.getMessage()), e);
    }
  }

  /** The transform that the last parameter file led to, if it was written. */
  Optional<Path> transform(int parameterFiles) {
    return Optional.of(out.resolve("TransformParameters.%d.txt".formatted(parameterFiles - 1)))
        .filter(Files::isRegularFile);
  }

  /** What elastix left that a person may want: its transforms and the start that they name. */
  List<Path> kept() {
    try (Stream<Path> files = Files.list(out)) {
      return files
          .filter(
              file -> {
                String name = file.getFileName().toString();
                return name.equals(INITIAL) || name.matches("TransformParameters\\.\\d+\\.txt");
              })
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("'{}' could not be removed; delete it by hand", folder);
    }
  }
}
