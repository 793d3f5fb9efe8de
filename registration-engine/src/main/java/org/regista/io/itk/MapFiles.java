package org.regista.io.itk;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.exceptions.HdfException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.io.AtomicFile;
import org.regista.transform.map.MapSequence;

/**
 * ITK's transform files as maps, fixed to moving: text ({@code .tfm}, {@code .txt}) and HDF5
 * ({@code .h5}, itk::HDF5TransformIO). HDF5 is read only: ITK demands strings of variable length,
 * which jhdf cannot write.
 */
public final class MapFiles {

  private static final String GROUP = "TransformGroup";
  private static final String TYPE = "TransformType";
  private static final List<String> PARAMETERS =
      List.of("TransformParameters", "TranformParameters"); // the second by ITK before 5.0
  private static final List<String> FIXED =
      List.of("TransformFixedParameters", "TranformFixedParameters");

  private static final byte[] HDF_MAGIC = {(byte) 0x89, 'H', 'D', 'F'};

  private MapFiles() {}

  /** Whether the first bytes of a file are those of HDF5. */
  public static boolean isHdf(byte[] head) {
    return head.length >= 4 && Arrays.equals(HDF_MAGIC, Arrays.copyOf(head, 4));
  }

  /**
   * Reads a text file; the caller closes the map.
   *
   * @throws InputDataException if it is damaged, or holds what has no exact map
   */
  public static MapSequence readText(Path path) {
    List<String> lines = TransformFiles.lines(path);
    return new TransformMaps(path).read(TransformEntry.parse(lines, path));
  }

  /** Reads an HDF5 file; the caller closes the map. As {@link #readText}. */
  public static MapSequence readHdf(Path path) {
    try (HdfFile file = new HdfFile(path)) {
      Group transforms = (Group) file.getByPath(GROUP);
      List<TransformEntry> entries = new ArrayList<>();
      for (int n = 0; transforms.getChild(String.valueOf(n)) instanceof Group one; n++) {
        entries.add(new TransformEntry(type(one), numbers(one, PARAMETERS), numbers(one, FIXED)));
      }
      return new TransformMaps(path).read(entries);
    } catch (HdfException | ClassCastException e) {
      throw new InputDataException(
          "'%s' is not an ITK transform in HDF5, or damaged (%s)".formatted(path, e.getMessage()),
          e);
    }
  }

  private static String type(Group one) {
    Object text = one.getDatasetByPath(TYPE).getData();
    return text instanceof String[] several ? several[0] : String.valueOf(text);
  }

  /** A composite has none of its own. */
  private static double[] numbers(Group one, List<String> names) {
    for (String name : names) {
      if (one.getChild(name) instanceof Dataset dataset) {
        return switch (dataset.getData()) {
          case double[] numbers -> numbers;
          case float[] numbers -> {
            double[] wide = new double[numbers.length];
            for (int n = 0; n < numbers.length; n++) {
              wide[n] = numbers[n];
            }
            yield wide;
          }
          default -> new double[0];
        };
      }
    }
    return new double[0];
  }

  /**
   * Writes a map as text, whole or not at all.
   *
   * @param centre about which matrices are stated
   * @throws InputDataException if text cannot hold the map
   */
  public static void write(MapSequence map, LpsPoint centre, Path path) {
    List<TransformEntry> entries = new TransformMaps(path).entries(map, centre);
    AtomicFile.write(path, out -> out.write(text(entries).getBytes(StandardCharsets.US_ASCII)));
  }

  private static String text(List<TransformEntry> entries) {
    StringBuilder text = new StringBuilder("#Insight Transform File V1.0\n");
    for (int n = 0; n < entries.size(); n++) {
      TransformEntry entry = entries.get(n);
      text.append("#Transform ").append(n).append("\nTransform: ").append(entry.type());
      if (!entry.type().startsWith("Composite")) {
        text.append("\nParameters: ").append(spaced(entry.parameters()));
        text.append("\nFixedParameters: ").append(spaced(entry.fixedParameters()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String spaced(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }
}
