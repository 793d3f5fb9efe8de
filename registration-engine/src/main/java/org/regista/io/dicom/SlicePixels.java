package org.regista.io.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;

/**
 * The pixels of one slice whose header has been read and found possible, row after row, so that no
 * more than a row is in memory whatever the file declares.
 */
final class SlicePixels implements Closeable {

  private final SliceHeader slice;
  private final BoundedDicomInput in;
  private final byte[] bytes;
  private final float[] row;

  private SlicePixels(SliceHeader slice, BoundedDicomInput in) {
    this.slice = slice;
    this.in = in;
    this.bytes = new byte[slice.layout().columns() * slice.layout().bytesPerPixel()];
    this.row = new float[slice.layout().columns()];
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
      in.readFully(bytes);
    } catch (IOException | RuntimeException e) {
      throw unreadable(slice, e);
    }
    PixelLayout layout = slice.layout();
    for (int i = 0; i < row.length; i++) {
      row[i] = slice.intensities().of(layout.value(raw(i, layout.bytesPerPixel())));
    }
    return row;
  }

  /** All bits of pixel {@code i} of the current row, unsigned. */
  private long raw(int i, int count) {
    long raw = 0;
    for (int b = 0; b < count; b++) {
      int place = in.bigEndian() ? b : count - 1 - b;
      raw = (raw << 8) | (bytes[i * count + place] & 0xff);
    }
    return raw;
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
    return new InputDataException(
        "'%s' cannot be read to the end of its pixels; it may be truncated or damaged"
            .formatted(slice.file()),
        cause);
  }
}
