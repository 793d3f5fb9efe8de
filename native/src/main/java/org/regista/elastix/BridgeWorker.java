package org.regista.elastix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.regista.geometry.AffineMap;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.elastix.ParameterFile;
import org.regista.io.elastix.TransformParameterFiles;
import org.regista.io.itk.ItkGrid;
import org.regista.io.itk.MetaImageFormat;

/**
 * The main class of the process that loads the elastix library: understands the part of elastix's
 * command line that {@link RunFiles} uses and leaves the same TransformParameters files.
 *
 * <p>The first argument is the library's file.
 */
final class BridgeWorker {

  private final List<Volume> images = new ArrayList<>();
  private final List<NativeBuffer.Lease> leases = new ArrayList<>();
  private final long[] addresses = new long[4];
  private final double[][] geometries = new double[4][0];
  private final List<String[][]> parameters = new ArrayList<>();
  private double[] start = new double[0];
  private int threads = 1;

  private BridgeWorker() {}

  public static void main(String[] arguments) throws IOException {
    System.load(arguments[0]);
    new BridgeWorker().run(List.of(arguments).subList(1, arguments.length));
  }

  private void run(List<String> words) throws IOException {
    for (int n = 0; n + 1 < words.size(); n += 2) {
      understand(words.get(n), words.get(n + 1));
    }
    String[] found =
        ElastixBridge.register(
            addresses, geometries, parameters.toArray(String[][][]::new), start, threads);
    for (int n = 0; n < found.length; n++) {
      String first = start.length > 0 ? RunFiles.INITIAL : "NoInitialTransform";
      String initial = n == 0 ? first : "TransformParameters.%d.txt".formatted(n - 1);
      ParameterFile file =
          ParameterFile.parse("the library's transform", found[n])
              .with("InitialTransformParametersFileName", initial);
      Files.writeString(
          Path.of("TransformParameters.%d.txt".formatted(n)),
          file.toText(),
          StandardCharsets.ISO_8859_1);
    }
    leases.forEach(NativeBuffer.Lease::close);
    images.forEach(Volume::close);
  }

  private void understand(String option, String value) {
    switch (option) {
      case "-f" -> image(0, value);
      case "-m" -> image(1, value);
      case "-fMask" -> image(2, value);
      case "-mMask" -> image(3, value);
      case "-p" -> parameters.add(rows(ParameterFile.read(Path.of(value))));
      case "-t0" -> start = start(Path.of(value));
      case "-threads" -> threads = Integer.parseInt(value);
      case "-out" -> {}
      default ->
          throw new IllegalArgumentException(
              "the elastix library takes no '%s'; use the executables".formatted(option));
    }
  }

  private void image(int role, String file) {
    Volume volume = new MetaImageFormat().read(Path.of(file));
    images.add(volume);
    NativeBuffer.Lease lease = volume.voxels().lease();
    leases.add(lease);
    addresses[role] = lease.address();
    geometries[role] = ItkGrid.numbers(volume.grid());
  }

  private static String[][] rows(ParameterFile file) {
    return file.keys().stream()
        .map(key -> Stream.concat(Stream.of(key), file.values(key).stream()).toArray(String[]::new))
        .toArray(String[][]::new);
  }

  private static double[] start(Path file) {
    AffineMap m = TransformParameterFiles.read(file).map().linearPart();
    return new double[] {
      m.m00(), m.m01(), m.m02(), m.t0(), m.m10(), m.m11(), m.m12(), m.t1(), m.m20(), m.m21(),
      m.m22(), m.t2()
    };
  }
}
