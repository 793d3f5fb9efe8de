package org.regista.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.io.GridChecks;
import org.regista.io.Samples;

/**
 * What we need of a NIfTI header, checked.
 *
 * @param dataOffset bytes before the first voxel, within the file that holds the voxels
 * @param components 1 for an image, 3 for a vector field
 * @param intent intent_code: 1006 displacement vector (RAS), 1007 vector
 * @param inPair true if the voxels are in an .img file of their own
 */
record NiftiHeader(
    GridGeometry grid,
    Samples.Layout layout,
    long dataOffset,
    int components,
    int intent,
    boolean inPair) {

  static final int BYTES_1 = 348;
  static final int BYTES_2 = 540;

  private static final int DATA_1 = 352;
  private static final int DATA_2 = 544;
  private static final double MOST_OFFSET = 1L << 40;

  static boolean recognises(byte[] head) {
    return version(head) != 0 || isAnalyze(head);
  }

  /** The format before NIfTI: the same length of header, without NIfTI's magic. */
  private static boolean isAnalyze(byte[] head) {
    return head.length == BYTES_1
        && version(head) == 0
        && (head[38] == 'r' || head[344] == 0)
        && (firstNumber(head) == BYTES_1 || Integer.reverseBytes(firstNumber(head)) == BYTES_1);
  }

  private static int firstNumber(byte[] head) {
    return ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
  }

  /** 1 or 2; 0 if these are not the first bytes of a NIfTI file. */
  private static int version(byte[] head) {
    if (head.length < BYTES_1) {
      return 0;
    }
    int size = firstNumber(head);
    int swapped = Integer.reverseBytes(size);
    if ((size == BYTES_1 || swapped == BYTES_1) && head[344] == 'n' && head[346] == '1') {
      return 1;
    }
    if ((size == BYTES_2 || swapped == BYTES_2) && head[4] == 'n' && head[6] == '2') {
      return 2;
    }
    return 0;
  }

  /**
   * @param head at least 540 bytes for NIfTI-2, 348 for NIfTI-1
   * @throws InputDataException if the header is damaged or describes something that is not a 3-D
   *     image
   */
  static NiftiHeader parse(byte[] head, Path source) {
    int version = version(head);
    if (isAnalyze(head)) {
      throw new InputDataException(
          "'%s' is an Analyze 7.5 file, which does not say which side is left; convert it to NIfTI"
              .formatted(source));
    }
    if (version == 0 || (version == 2 && head.length < BYTES_2)) {
      throw new InputDataException(
          "'%s' is not a NIfTI file, or its header is truncated".formatted(source));
    }
    ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != BYTES_1 && in.getInt(0) != BYTES_2) {
      in.order(ByteOrder.BIG_ENDIAN);
    }
    NiftiFields f = version == 1 ? NiftiFields.ofVersion1(in) : NiftiFields.ofVersion2(in);
    boolean inPair = head[version == 1 ? 345 : 5] == 'i';
    int dataFrom = inPair ? 0 : version == 1 ? DATA_1 : DATA_2;
    Samples.Layout layout =
        new Samples.Layout(kind(f.datatype(), source), in.order(), scale(f, source));
    int components = componentsOf(f, source);
    GridSize size = size(f, source);
    GridGeometry grid = GridChecks.grid(size, NiftiOrientation.indexToLps(f, size, source), source);
    return new NiftiHeader(
        grid, layout, offset(f, dataFrom, source), components, f.intent(), inPair);
  }

  private static GridSize size(NiftiFields f, Path source) {
    return GridChecks.size(
        Arrays.copyOfRange(f.dims(), 1, 1 + Math.min(rank(f, source), 3)), source);
  }

  private static int rank(NiftiFields f, Path source) {
    long rank = f.dim(0);
    if (rank < 1 || rank > 7) {
      throw new InputDataException(
          "'%s': dim[0] is %d; 1 to 7 are possible, the header is damaged".formatted(source, rank));
    }
    return (int) rank;
  }

  private static int componentsOf(NiftiFields f, Path source) {
    int rank = rank(f, source);
    long times = rank >= 4 ? f.dim(4) : 1;
    long vectors = rank >= 5 ? f.dim(5) : 1;
    if (times > 1) {
      throw new InputDataException(
          "'%s' holds %d time points (%s); extract one volume first"
              .formatted(source, times, f.shape()));
    }
    if ((vectors > 1 && vectors != 3)
        || (rank >= 6 && f.dim(6) > 1)
        || (rank == 7 && f.dim(7) > 1)) {
      throw new InputDataException(
          "'%s' holds several values per voxel (%s); 1 (image) or 3 (displacement) can be used"
              .formatted(source, f.shape()));
    }
    return vectors == 3 ? 3 : 1;
  }

  private static Samples.Kind kind(int datatype, Path source) {
    return switch (datatype) {
      case 2 -> Samples.Kind.UINT8;
      case 4 -> Samples.Kind.INT16;
      case 8 -> Samples.Kind.INT32;
      case 16 -> Samples.Kind.FLOAT32;
      case 64 -> Samples.Kind.FLOAT64;
      case 256 -> Samples.Kind.INT8;
      case 512 -> Samples.Kind.UINT16;
      case 768 -> Samples.Kind.UINT32;
      case 1024 -> Samples.Kind.INT64;
      case 1280 -> Samples.Kind.UINT64;
      case 128, 2304 ->
          throw new InputDataException("'%s' is a colour image; give a grey one".formatted(source));
      case 32, 1792, 2048 ->
          throw new InputDataException(
              "'%s' holds complex numbers; give magnitudes".formatted(source));
      default ->
          throw new InputDataException(
              "'%s': datatype %d is not supported; convert to float32".formatted(source, datatype));
    };
  }

  /** A slope of 0 or not a number means "not scaled" (nifti1.h; nibabel writes NaN). */
  private static Samples.Scale scale(NiftiFields f, Path source) {
    if (f.slope() == 0 || !Double.isFinite(f.slope())) {
      return Samples.Scale.NONE;
    }
    if (!Double.isFinite(f.intercept())) {
      throw new InputDataException(
          "'%s': scl_slope is %s but scl_inter is %s; repair the header"
              .formatted(source, f.slope(), f.intercept()));
    }
    return new Samples.Scale(f.slope(), f.intercept());
  }

  /**
   * @param least where the data of such a file may begin; 0 in the header means the same
   */
  private static long offset(NiftiFields f, int least, Path source) {
    double offset = f.offset() == 0 ? least : f.offset();
    if (!(offset >= least) || offset > MOST_OFFSET || offset != Math.rint(offset)) {
      throw new InputDataException(
          "'%s': vox_offset is %s; a whole number of at least %d is possible, the header is damaged"
              .formatted(source, offset, least));
    }
    return (long) offset;
  }

  /** The LPS map of a RAS one: x and y change sign. */
  static AffineMap flipXy(AffineMap ras) {
    return ras.andThen(AffineMap.scaling(-1, -1, 1));
  }
}
