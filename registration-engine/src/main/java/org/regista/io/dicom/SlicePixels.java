package org.regista.io.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;
import org.regista.io.dicom.pixels.DamagedPixelsException;

/**
 * The pixels of the slices of one file whose header has been read and found possible, row after
 * row. Of an uncompressed file no more than a row is in memory, of a compressed one no more than a
 * frame. Slices are best asked for in the order in which they are stored; to go back, the file is
 * opened again.
 */
final class SlicePixels implements Closeable {

  /** The decoded pixels, the coefficients of a transform, and the compressed bytes. */
  private static final int BYTES_PER_DECODED_PIXEL = 16;

  private SliceHeader slice;
  private BoundedDicomInput in;
  private PixelRows rows;

  /** The frame that was decoded last. */
  private int openedFrame;

  /** Row of the pixel data that {@link #rows} yields next. */
  private long nextStored;

  private long[] raw = {};
  private float[] row = {};

  private SlicePixels(SliceHeader slice) throws IOException {
    this.slice = slice;
    this.in = openedAtPixels();
    this.rows = openedRows();
  }

  /** Bytes on the heap while a slice is read. */
  static long workingBytes(SliceHeader slice) {
    long pixels = (long) slice.frame().rows() * slice.frame().columns();
    return slice.layout().compressed() ? BYTES_PER_DECODED_PIXEL * pixels : 0;
  }

  /**
   * Opens the file in front of the first pixel of a slice.
   *
   * @throws InputDataException if it has changed since its header was read
   */
  static SlicePixels open(SliceHeader slice) {
    try {
      SlicePixels pixels = new SlicePixels(slice);
      pixels.begin(slice);
      return pixels;
    } catch (IOException | RuntimeException e) {
      throw unreadable(slice, e);
    }
  }

  private BoundedDicomInput openedAtPixels() throws IOException {
    BoundedDicomInput opened = BoundedDicomInput.open(slice.file());
    try {
      opened.readDataset(-1, Tag.PixelData);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** From the first row of the pixel data on; of compressed ones from that of the slice's frame. */
  private PixelRows openedRows() throws IOException {
    StoredFrame frame = slice.frame();
    openedFrame = frame.index();
    int first = slice.layout().compressed() ? openedFrame : 0;
    nextStored = (long) first * frame.rows();
    try {
      return PixelRows.open(in, stored(), first, frame.frames());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private PixelLayout stored() {
    return slice.layout().resized(slice.frame().rows(), slice.frame().columns());
  }

  /**
   * The rows that follow are those of this slice, which is in the same file.
   *
   * @throws InputDataException if the file ends in front of it
   */
  void begin(SliceHeader next) {
    slice = next;
    raw = new long[next.frame().columns()];
    row = new float[next.layout().columns()];
    try {
      moveTo(next.frame().firstRow());
    } catch (IOException | RuntimeException e) {
      throw unreadable(slice, e);
    }
  }

  private void moveTo(long target) throws IOException {
    boolean plain = !slice.layout().compressed();
    if (target < nextStored || !(plain || openedFrame == slice.frame().index())) {
      in.close();
      in = openedAtPixels();
      rows = openedRows();
    }
    if (plain) {
      long rowBytes = (long) raw.length * slice.layout().bytesPerPixel();
      in.skipFully(Math.multiplyExact(target - nextStored, rowBytes));
      nextStored = target;
    }
    while (nextStored < target) {
      rows.next(raw);
      nextStored++;
    }
  }

  /**
   * The intensities of the next row, NaN where the header declares padding; overwritten by the next
   * call.
   *
   * @throws InputDataException if the file ends too early
   */
  float[] nextRow() {
    return nextRow(1);
  }

  /** As {@link #nextRow()}, times a factor. */
  float[] nextRow(double factor) {
    try {
      rows.next(raw);
      nextStored++;
    } catch (IOException | RuntimeException e) {
      throw unreadable(slice, e);
    }
    int first = slice.frame().column();
    Intensities intensities = slice.intensities();
    PixelLayout layout = slice.layout();
    for (int i = 0; i < row.length; i++) {
      row[i] = intensities.of(layout.value(raw[first + i]), factor);
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
