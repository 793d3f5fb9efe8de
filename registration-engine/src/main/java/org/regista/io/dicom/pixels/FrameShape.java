package org.regista.io.dicom.pixels;

/**
 * What the DICOM header says of one frame of grey pixels.
 *
 * @param bitsAllocated of one pixel: 8, 16 or 32
 */
public record FrameShape(int rows, int columns, int bitsAllocated) {

  /** Pixels of a compressed frame; slices of CT, MR and PET stay far below. */
  public static final int MOST_PIXELS = 1 << 23;

  /**
   * @throws DamagedPixelsException if it is more than this program decompresses
   */
  int pixelCount() throws DamagedPixelsException {
    long count = (long) rows * columns;
    if (rows < 1 || columns < 1 || count > MOST_PIXELS) {
      throw new DamagedPixelsException(
          "%d x %d compressed pixels; up to %d in one frame are read"
              .formatted(columns, rows, MOST_PIXELS));
    }
    return (int) count;
  }

  int bytesPerPixel() {
    return bitsAllocated / 8;
  }

  /** Fails unless a code stream has this size and its samples fit. */
  void check(int streamRows, int streamColumns, int precision) throws DamagedPixelsException {
    if (streamRows != rows || streamColumns != columns) {
      throw new DamagedPixelsException(
          "they are %d x %d pixels, the header says %d x %d"
              .formatted(streamColumns, streamRows, columns, rows));
    }
    if (precision < 1 || precision > bitsAllocated) {
      throw new DamagedPixelsException(
          "they have %d bits, the header allocates %d".formatted(precision, bitsAllocated));
    }
  }
}
