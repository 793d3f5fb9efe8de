package org.regista.io.dicom;

/**
 * How the pixels of one slice are stored (PS3.5 8.1.1).
 *
 * @param bitsAllocated of one pixel in the file: 8, 16 or 32
 * @param bitsStored of those, the ones that belong to the value
 * @param highBit position of the highest of them
 * @param signed two's complement in {@code bitsStored} bits
 * @param compressed they are frames of a codec, not plain numbers
 */
record PixelLayout(
    int rows,
    int columns,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    boolean compressed) {

  /** Bytes of the pixels of the slice. */
  long byteCount() {
    return Math.multiplyExact((long) rows * columns, (long) bytesPerPixel());
  }

  int bytesPerPixel() {
    return bitsAllocated / 8;
  }

  /** Bytes in big-endian words of two (PS3.5 8.1.1): each word has the second pixel first. */
  boolean isSwapped(BoundedDicomInput in) {
    return bitsAllocated == 8 && in.bigEndian() && "OW".equals(String.valueOf(in.vr()));
  }

  PixelLayout resized(int newRows, int newColumns) {
    return new PixelLayout(
        newRows, newColumns, bitsAllocated, bitsStored, highBit, signed, compressed);
  }

  boolean sameMatrix(PixelLayout other) {
    return rows == other.rows && columns == other.columns;
  }

  /**
   * The value in the low {@code bitsAllocated} bits of {@code raw}, without what else these hold.
   */
  long value(long raw) {
    long bits = (raw >>> (highBit + 1 - bitsStored)) & ((1L << bitsStored) - 1);
    boolean negative = signed && (bits >>> (bitsStored - 1)) != 0;
    return negative ? bits - (1L << bitsStored) : bits;
  }
}
