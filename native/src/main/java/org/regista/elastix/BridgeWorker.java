package org.regista.elastix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.elastix.ParameterFile;
import org.regista.io.itk.ItkGrid;
import org.regista.io.itk.MetaImageFormat;
import org.regista.nativecore.NativeLibrary;

/**
 * The main class of the process that loads the elastix library: understands the part of elastix's
 * command line that {@link RunFiles} uses, and tells a failure as elastix does.
 */
final class BridgeWorker {

  /** The library that CMakeLists.txt builds where it finds elastix. */
  static final String LIBRARY = "regista_elastix";

  private static final List<String> IMAGES = List.of("-f", "-m", "-fMask", "-mMask");
  private static final List<String> FILES = List.of("-out", "-t0", "-fp", "-mp");

  /** Where the direction begins in the numbers of a geometry. */
  private static final int DIRECTION = 9;

  private final List<Volume> images = new ArrayList<>();
  private final List<NativeBuffer.Lease> leases = new ArrayList<>();
  private final long[] addresses = new long[IMAGES.size()];
  private final double[][] geometries = new double[IMAGES.size()][0];
  private final List<ParameterFile> parameters = new ArrayList<>();
  private final String[] files = new String[FILES.size()];
  private int threads = 1;

  private BridgeWorker() {
    Arrays.fill(files, "");
  }

  public static void main(String[] arguments) {
    // in the folder of the run, where the parent removes it
    System.load(NativeLibrary.copyOf(LIBRARY).toAbsolutePath().toString());
    new BridgeWorker().run(List.of(arguments));
  }

  private void run(List<String> words) {
    for (int n = 0; n + 1 < words.size(); n += 2) {
      understand(words.get(n), words.get(n + 1));
    }
    boolean directions =
        parameters.stream().allMatch(file -> file.flag("UseDirectionCosines", true));
    ElastixBridge.register(
        addresses,
        directions ? geometries : withoutDirections(),
        parameters.stream().map(BridgeWorker::rows).toArray(String[][][]::new),
        files,
        threads);
    if (!directions) {
      nameDirection();
    }
    leases.forEach(NativeBuffer.Lease::close);
    images.forEach(Volume::close);
  }

  private void understand(String option, String value) {
    if (IMAGES.contains(option)) {
      image(IMAGES.indexOf(option), Path.of(value));
    } else if (FILES.contains(option)) {
      files[FILES.indexOf(option)] = value;
    } else if (option.equals("-p")) {
      parameters.add(ParameterFile.read(Path.of(value)));
    } else if (option.equals("-threads")) {
      threads = Integer.parseInt(value);
    } else {
      throw new IllegalArgumentException("the elastix library takes no '%s'".formatted(option));
    }
  }

  private void image(int role, Path file) {
    Volume volume = new MetaImageFormat().read(file);
    images.add(volume);
    NativeBuffer.Lease lease = volume.voxels().lease();
    leases.add(lease);
    addresses[role] = lease.address();
    geometries[role] = ItkGrid.numbers(volume.grid());
  }

  /** The executable drops them as it reads images; the library leaves that to its caller. */
  private double[][] withoutDirections() {
    return Stream.of(geometries)
        .map(
            numbers -> {
              double[] plain = numbers.clone();
              for (int n = DIRECTION; n < plain.length; n++) {
                plain[n] = (n - DIRECTION) % 4 == 0 ? 1 : 0;
              }
              return plain;
            })
        .toArray(double[][]::new);
  }

  /** Which the results name by columns for who resamples with them. */
  private void nameDirection() {
    Object[] columns =
        IntStream.range(0, 9).mapToObj(n -> geometries[0][DIRECTION + n % 3 * 3 + n / 3]).toArray();
    for (int n = 0; n < parameters.size(); n++) {
      Path file = Path.of(files[0], "TransformParameters.%d.txt".formatted(n));
      String text = ParameterFile.read(file).with("Direction", columns).toText();
      try {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String[][] rows(ParameterFile file) {
    return file.keys().stream()
        .map(key -> Stream.concat(Stream.of(key), file.values(key).stream()).toArray(String[]::new))
        .toArray(String[][]::new);
  }
}
