package org.regista.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.io.Samples;

/**
 * What we need of a NIfTI header, checked.
 *
 * @param dataOffset bytes before the first voxel, within the file that holds the voxels
 * @param components 1 for an image, 3 for a vector field
 * @param intent intent_code: 1006 displacement vector (RAS), 1007 vector
 * @param pairedImage true if the voxels are in a separate .img file
 */
record NiftiHeader(
    GridGeometry grid,
    Samples.Kind kind,
    ByteOrder order,
    Samples.Scale scale,
    long dataOffset,
    int components,
    int intent,
    boolean pairedImage) {

  static final int BYTES_1 = 348;
  static final int BYTES_2 = 540;

  static boolean recognises(byte[] head) {
    return version(head) != 0;
  }

  /** 1 or 2; 0 if these are not the first bytes of a NIfTI file. */
  private static int version(byte[] head) {
    if (head.length < BYTES_1) {
      return 0;
    }
    int size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
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
    if (version == 0 || (version == 2 && head.length < BYTES_2)) {
      throw new InputDataException(
          "'%s' is not a NIfTI file, or its header is truncated".formatted(source));
    }
    ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != BYTES_1 && in.getInt(0) != BYTES_2) {
      in.order(ByteOrder.BIG_ENDIAN);
    }
    NiftiFields f = version == 1 ? NiftiFields.ofVersion1(in) : NiftiFields.ofVersion2(in);
    int components = componentsOf(f, source);
    GridSize size = size(f, source);
    return new NiftiHeader(
        new GridGeometry(size, NiftiOrientation.indexToLps(f, size, source)),
        kind(f.datatype(), source),
        in.order(),
        scale(f),
        offset(f, source),
        components,
        f.intent(),
        head[version == 1 ? 345 : 5] == 'i');
  }

  private static GridSize size(NiftiFields f, Path source) {
    int rank = (int) f.dim(0);
    if (rank < 1 || rank > 7) {
      throw new InputDataException(
          "'%s': dim[0] is %d; 1 to 7 are possible".formatted(source, f.dim(0)));
    }
    for (int axis = 1; axis <= 3; axis++) {
      long n = axis <= rank ? f.dim(axis) : 1;
      if (n < 2 || n > Integer.MAX_VALUE) {
        throw new InputDataException(
            "'%s' is not a 3-D image: axis %d has %d voxels (%s); give a volume with at least 2 along each"
                .formatted(source, axis, n, f.shape()));
      }
    }
    if (Math.multiplyExact(Math.multiplyExact(f.dim(1), f.dim(2)) / 2, f.dim(3))
        > Long.MAX_VALUE / 64) {
      throw new InputDataException(
          "'%s' announces %s voxels; that is no image".formatted(source, f.shape()));
    }
    return new GridSize((int) f.dim(1), (int) f.dim(2), (int) f.dim(3));
  }

  private static int componentsOf(NiftiFields f, Path source) {
    int rank = (int) f.dim(0);
    long times = rank >= 4 ? f.dim(4) : 1;
    long vectors = 1;
    for (int axis = 5; axis <= Math.min(rank, 7); axis++) {
      vectors *= Math.max(f.dim(axis), 1);
    }
    if (times > 1) {
      throw new InputDataException(
          "'%s' holds %d time points (%s); extract one volume first"
              .formatted(source, times, f.shape()));
    }
    if (vectors != 1 && vectors != 3) {
      throw new InputDataException(
          "'%s' holds %d values per voxel (%s); 1 (image) or 3 (displacement field) can be used"
              .formatted(source, vectors, f.shape()));
    }
    return (int) vectors;
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

  /** Slope 0 and non-finite slopes mean "not scaled" (nifti1.h). */
  private static Samples.Scale scale(NiftiFields f) {
    boolean scaled = f.slope() != 0 && Double.isFinite(f.slope()) && Double.isFinite(f.intercept());
    return scaled ? new Samples.Scale(f.slope(), f.intercept()) : Samples.Scale.NONE;
  }

  private static long offset(NiftiFields f, Path source) {
    double offset = f.offset();
    if (!(offset >= 0) || offset > 1L << 40 || offset != Math.rint(offset)) {
      throw new InputDataException("'%s': vox_offset is %s".formatted(source, offset));
    }
    return (long) offset;
  }

  /** The LPS map of a RAS one: x and y change sign. */
  static AffineMap flipXy(AffineMap ras) {
    return ras.andThen(AffineMap.scaling(-1, -1, 1));
  }
}
