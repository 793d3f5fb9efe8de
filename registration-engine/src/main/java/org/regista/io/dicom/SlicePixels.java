package org.regista.io.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;
import org.regista.io.dicom.pixels.DamagedPixelsException;

/**
 * The pixels of one slice whose header has been read and found possible, row after row. Of an
 * uncompressed file no more than a row is in memory, of a compressed one no more than a frame.
 */
final class SlicePixels implements Closeable {

  /** The decoded pixels, the coefficients of a transform, and the compressed bytes. */
  private static final int BYTES_PER_DECODED_PIXEL = 16;

  private final SliceHeader slice;
  private final BoundedDicomInput in;
  private final PixelRows rows;
  private final long[] raw;
  private final float[] row;

  private SlicePixels(SliceHeader slice, BoundedDicomInput in) throws IOException {
    this.slice = slice;
    this.in = in;
    this.rows = PixelRows.open(in, slice.layout(), 0, 1);
    this.raw = new long[slice.layout().columns()];
    this.row = new float[raw.length];
  }

  /** Bytes on the heap while a slice is read. */
  static long workingBytes(SliceHeader slice) {
    long pixels = (long) slice.layout().rows() * slice.layout().columns();
    return slice.layout().compressed() ? BYTES_PER_DECODED_PIXEL * pixels : 0;
  }

  /**
   * Opens the file in front of its first pixel.
   *
   * @throws InputDataException if it has changed since its header was read
   */
  static SlicePixels open(SliceHeader slice) {
    try {
      BoundedDicomInput in = BoundedDicomInput.open(slice.file());
      try {
        in.readDataset(-1, Tag.PixelData);
        return new SlicePixels(slice, in);
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw unreadable(slice, e);
    }
  }

  /**
   * The intensities of the next row, NaN where the header declares padding; overwritten by the next
   * call.
   *
   * @throws InputDataException if the file ends too early
   */
  float[] nextRow() {
    try {
      rows.next(raw);
    } catch (IOException | RuntimeException e) {
      throw unreadable(slice, e);
    }
    for (int i = 0; i < row.length; i++) {
      row[i] = slice.intensities().of(slice.layout().value(raw[i]));
    }
    return row;
  }

  /** True if two slices can be read and hold the same intensities. */
  static boolean same(SliceHeader a, SliceHeader b) {
    if (!a.layout().sameMatrix(b.layout())) {
      return false;
    }
    try (SlicePixels ofA = open(a);
        SlicePixels ofB = open(b)) {
      boolean same = true;
      for (int j = 0; same && j < a.layout().rows(); j++) {
        same = Arrays.equals(ofA.nextRow(), ofB.nextRow());
      }
      return same;
    } catch (InputDataException e) {
      return false; // told when the series is read
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(slice, e);
    }
  }

  private static InputDataException unreadable(SliceHeader slice, Exception cause) {
    if (cause instanceof DamagedPixelsException) {
      return new InputDataException(
          "the pixels of '%s' cannot be decompressed: %s"
              .formatted(slice.file(), cause.getMessage()),
          cause);
    }
    return new InputDataException(
        "'%s' cannot be read to the end of its pixels; it may be truncated or damaged"
            .formatted(slice.file()),
        cause);
  }
}
