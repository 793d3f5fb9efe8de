package org.regista.io.itk;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.io.GridChecks;
import org.regista.io.Samples;

/**
 * What we need of a MetaImage header, checked. The fields and their defaults are those of ITK's
 * MetaIO; fields it does not use for the place or the value of a voxel ({@code
 * AnatomicalOrientation}, {@code CenterOfRotation}, {@code DistanceUnits}, {@code
 * ElementToIntensityFunction...}) are not used here either.
 *
 * @param headerBytes bytes before the voxels of their file, or {@link StoredVoxels#AT_END}
 * @param dataFile the file of the voxels; empty if they follow the header
 */
record MetaImageHeader(
    GridGeometry grid,
    Samples.Layout layout,
    StoredVoxels.Encoding encoding,
    long headerBytes,
    Optional<String> dataFile) {

  private static final int MOST_DIMENSIONS = 10;
  private static final long MOST_HEADER_BYTES = 1L << 40;

  /**
   * Reads up to and including the line that says where the voxels are, which ends every header.
   *
   * @throws InputDataException if the header is damaged or describes something that is not a 3-D
   *     scalar image
   */
  static MetaImageHeader read(HeaderLines lines, Path source) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    while (!fields.containsKey("ElementDataFile")) {
      String line = lines.next().orElseThrow(() -> unfinished(source));
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      } else if (!line.isBlank()) {
        throw new InputDataException(
            "'%s': the header line '%s' is not 'name = value'; it is damaged"
                .formatted(source, HeaderNumbers.quoted(line)));
      }
    }
    return new Parser(fields, source).header();
  }

  private static InputDataException unfinished(Path source) {
    return new InputDataException(
        "'%s' is truncated: its header does not reach the line ElementDataFile".formatted(source));
  }

  /**
   * The voxels as this header describes them, for a file whose header has {@code consumed} bytes.
   */
  StoredVoxels voxels(long consumed, Path source) {
    long skip = headerBytes;
    if (dataFile.isEmpty() && headerBytes != StoredVoxels.AT_END) {
      skip = headerBytes == 0 ? 0 : headerBytes - consumed;
      if (skip < 0) {
        throw new InputDataException(
            "'%s': HeaderSize is %d, but the header has %d bytes; repair it"
                .formatted(source, headerBytes, consumed));
      }
    }
    return new StoredVoxels(layout, encoding, grid.size().voxelCount(), 0, skip, 0);
  }

  /** Turns fields into a header. */
  private record Parser(Map<String, String> fields, Path source) {

    MetaImageHeader header() {
      String object = fields.getOrDefault("ObjectType", "Image");
      if (!object.equals("Image")) {
        throw new InputDataException(
            "'%s' is a MetaIO file of a %s, not of an image"
                .formatted(source, HeaderNumbers.quoted(object)));
      }
      Samples.Layout layout = new Samples.Layout(kind(), order(), Samples.Scale.NONE);
      GridGeometry grid = grid();
      Optional<String> dataFile = dataFile();
      StoredVoxels.Encoding encoding = encoding();
      long headerBytes =
          HeaderNumbers.whole(
              fields.getOrDefault("HeaderSize", "0"), -1, MOST_HEADER_BYTES, "HeaderSize", source);
      if (headerBytes == StoredVoxels.AT_END && encoding != StoredVoxels.Encoding.RAW) {
        throw new InputDataException(
            "'%s': HeaderSize -1 needs uncompressed binary voxels".formatted(source));
      }
      return new MetaImageHeader(grid, layout, encoding, headerBytes, dataFile);
    }

    private Optional<String> first(String... names) {
      for (String name : names) {
        if (fields.containsKey(name)) {
          return Optional.of(fields.get(name));
        }
      }
      return Optional.empty();
    }

    private String required(String... names) {
      return first(names)
          .orElseThrow(
              () ->
                  new InputDataException(
                      "'%s': its header has no %s; add it".formatted(source, names[0])));
    }

    private boolean flag(String fallback, String... names) {
      String value = first(names).orElse(fallback);
      return value.startsWith("T") || value.startsWith("t") || value.startsWith("1");
    }

    private ByteOrder order() {
      return flag("False", "BinaryDataByteOrderMSB", "ElementByteOrderMSB")
          ? ByteOrder.BIG_ENDIAN
          : ByteOrder.LITTLE_ENDIAN;
    }

    private StoredVoxels.Encoding encoding() {
      if (flag("False", "CompressedData")) {
        return StoredVoxels.Encoding.DEFLATED;
      }
      return flag("True", "BinaryData") ? StoredVoxels.Encoding.RAW : StoredVoxels.Encoding.TEXT;
    }

    /**
     * MET_LONG has 4 bytes in MetaIO on every machine; ITK writes a 64-bit long as MET_LONG_LONG.
     */
    private Samples.Kind kind() {
      String channels = fields.getOrDefault("ElementNumberOfChannels", "1");
      if (HeaderNumbers.whole(channels, 1, Integer.MAX_VALUE, "ElementNumberOfChannels", source)
          != 1) {
        throw new InputDataException(
            "'%s' holds %s values per voxel (colours or vectors); give an image with one"
                .formatted(source, HeaderNumbers.quoted(channels)));
      }
      String type = required("ElementType");
      return switch (type) {
        case "MET_CHAR" -> Samples.Kind.INT8;
        case "MET_UCHAR" -> Samples.Kind.UINT8;
        case "MET_SHORT" -> Samples.Kind.INT16;
        case "MET_USHORT" -> Samples.Kind.UINT16;
        case "MET_INT", "MET_LONG" -> Samples.Kind.INT32;
        case "MET_UINT", "MET_ULONG" -> Samples.Kind.UINT32;
        case "MET_LONG_LONG" -> Samples.Kind.INT64;
        case "MET_ULONG_LONG" -> Samples.Kind.UINT64;
        case "MET_FLOAT" -> Samples.Kind.FLOAT32;
        case "MET_DOUBLE" -> Samples.Kind.FLOAT64;
        default ->
            throw new InputDataException(
                "'%s': the ElementType '%s' is not one number per voxel; convert to MET_FLOAT"
                    .formatted(source, HeaderNumbers.quoted(type)));
      };
    }

    private Optional<String> dataFile() {
      String name = required("ElementDataFile");
      if (name.toUpperCase(Locale.ROOT).equals("LOCAL")) {
        return Optional.empty();
      }
      if (name.startsWith("LIST") || name.contains("%")) {
        throw new InputDataException(
            "'%s' spreads its voxels over many files (ElementDataFile = %s); write it as one .mha"
                .formatted(source, HeaderNumbers.quoted(name)));
      }
      return Optional.of(name);
    }

    /** TransformMatrix holds the direction of axis i, then of j, then of k. */
    private GridGeometry grid() {
      long n = HeaderNumbers.whole(required("NDims"), 1, MOST_DIMENSIONS, "NDims", source);
      long[] sides = HeaderNumbers.wholes(required("DimSize"), "DimSize", source);
      if (sides.length != n) {
        throw new InputDataException(
            "'%s': NDims is %d, but DimSize has %d numbers; it is damaged"
                .formatted(source, n, sides.length));
      }
      GridSize size = GridChecks.size(sides, source);
      int d = sides.length;
      double[] mm = numbers(required("ElementSpacing", "ElementSize"), d, "ElementSpacing");
      double[] at =
          first("Offset", "Position", "Origin")
              .map(text -> numbers(text, d, "Offset"))
              .orElseGet(() -> new double[d]);
      double[] m =
          first("TransformMatrix", "Rotation", "Orientation")
              .map(text -> numbers(text, d * d, "TransformMatrix"))
              .orElseGet(() -> identity(d));
      AffineMap indexToLps =
          AffineMap.scaling(mm[0], mm[1], mm[2])
              .andThen(
                  new AffineMap(
                      m[0],
                      m[d],
                      m[2 * d],
                      at[0],
                      m[1],
                      m[d + 1],
                      m[2 * d + 1],
                      at[1],
                      m[2],
                      m[d + 2],
                      m[2 * d + 2],
                      at[2]));
      return GridChecks.grid(size, indexToLps, source);
    }

    private double[] numbers(String text, int count, String field) {
      return HeaderNumbers.decimals(text, count, field, source);
    }

    private static double[] identity(int d) {
      double[] matrix = new double[d * d];
      for (int n = 0; n < d; n++) {
        matrix[n * (d + 1)] = 1;
      }
      return matrix;
    }
  }
}
