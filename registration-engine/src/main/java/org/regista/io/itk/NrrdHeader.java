package org.regista.io.itk;

import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.io.Samples;

/**
 * What we need of an NRRD header, checked (NRRD0001 to NRRD0006, teem.sourceforge.net/nrrd).
 *
 * @param dataFile the file of the voxels; empty if they follow the header
 */
record NrrdHeader(GridGeometry grid, StoredVoxels voxels, Optional<String> dataFile) {

  private static final long MOST_SKIP = 1L << 40;

  /**
   * @throws InputDataException if the header is damaged or describes something that is not a 3-D
   *     scalar image
   */
  static NrrdHeader of(NrrdFields fields) {
    Samples.Kind kind = kind(fields);
    GridGeometry grid = NrrdAxes.grid(fields);
    StoredVoxels.Encoding encoding = encoding(fields);
    Samples.Layout layout =
        new Samples.Layout(kind, order(fields, kind, encoding), Samples.Scale.NONE);
    long bytes = fields.whole("byteskip", 0, StoredVoxels.AT_END, MOST_SKIP);
    boolean deflated = encoding == StoredVoxels.Encoding.DEFLATED;
    if (bytes == StoredVoxels.AT_END && encoding != StoredVoxels.Encoding.RAW) {
      throw new InputDataException(
          "'%s': byte skip -1 needs the encoding raw".formatted(fields.source()));
    }
    StoredVoxels voxels =
        new StoredVoxels(
            layout,
            encoding,
            grid.size().voxelCount(),
            fields.whole("lineskip", 0, 0, MOST_SKIP),
            deflated ? 0 : bytes,
            deflated ? bytes : 0);
    return new NrrdHeader(grid, voxels, dataFile(fields));
  }

  private static StoredVoxels.Encoding encoding(NrrdFields fields) {
    String encoding = fields.required("encoding").toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "raw" -> StoredVoxels.Encoding.RAW;
      case "gzip", "gz" -> StoredVoxels.Encoding.DEFLATED;
      case "text", "txt", "ascii" -> StoredVoxels.Encoding.TEXT;
      default ->
          throw new InputDataException(
              "'%s': the encoding '%s' is not supported; save it with the encoding gzip or raw"
                  .formatted(fields.source(), HeaderNumbers.quoted(encoding)));
    };
  }

  private static ByteOrder order(
      NrrdFields fields, Samples.Kind kind, StoredVoxels.Encoding encoding) {
    boolean irrelevant = kind.bytes() == 1 || encoding == StoredVoxels.Encoding.TEXT;
    String endian = irrelevant ? "little" : fields.required("endian").toLowerCase(Locale.ROOT);
    return switch (endian) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new InputDataException(
              "'%s': endian is '%s'; it must be little or big"
                  .formatted(fields.source(), HeaderNumbers.quoted(endian)));
    };
  }

  /** The names of C and of stdint.h, as nrrd allows them. */
  private static Samples.Kind kind(NrrdFields fields) {
    String type = fields.required("type").toLowerCase(Locale.ROOT);
    return switch (type) {
      case "signed char", "char", "int8", "int8_t" -> Samples.Kind.INT8;
      case "unsigned char", "uchar", "uint8", "uint8_t" -> Samples.Kind.UINT8;
      case "short", "short int", "signed short", "signed short int", "int16", "int16_t" ->
          Samples.Kind.INT16;
      case "unsigned short", "unsigned short int", "ushort", "uint16", "uint16_t" ->
          Samples.Kind.UINT16;
      case "int", "signed int", "int32", "int32_t" -> Samples.Kind.INT32;
      case "unsigned int", "uint", "uint32", "uint32_t" -> Samples.Kind.UINT32;
      case "long long",
          "long long int",
          "signed long long",
          "signed long long int",
          "longlong",
          "int64",
          "int64_t" ->
          Samples.Kind.INT64;
      case "unsigned long long", "unsigned long long int", "ulonglong", "uint64", "uint64_t" ->
          Samples.Kind.UINT64;
      case "float" -> Samples.Kind.FLOAT32;
      case "double" -> Samples.Kind.FLOAT64;
      default ->
          throw new InputDataException(
              "'%s': the type '%s' is not one number per voxel; convert to float"
                  .formatted(fields.source(), HeaderNumbers.quoted(type)));
    };
  }

  private static Optional<String> dataFile(NrrdFields fields) {
    Optional<String> name = fields.get("datafile");
    if (name.isPresent() && (name.get().startsWith("LIST") || name.get().contains("%"))) {
      throw new InputDataException(
          "'%s' spreads its voxels over several files (data file: %s); write it as one .nrrd"
              .formatted(fields.source(), HeaderNumbers.quoted(name.get())));
    }
    return name;
  }
}
