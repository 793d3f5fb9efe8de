package org.regista.io.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dcm4che3.data.Tag;

/** The stored values of one file, as a test wants them. */
final class FramePixels {

  private FramePixels() {}

  static int[] read(Path file) throws IOException, UnusableFileException {
    PixelLayout layout = SliceHeaderReader.read(file).getFirst().layout();
    int[] values = new int[layout.rows() * layout.columns()];
    long[] row = new long[layout.columns()];
    try (BoundedDicomInput in = BoundedDicomInput.open(file)) {
      in.readDataset(-1, Tag.PixelData);
      PixelRows rows = PixelRows.open(in, layout, 0, 1);
      for (int n = 0; n < values.length; n++) {
        if (n % row.length == 0) {
          rows.next(row);
        }
        values[n] = (int) layout.value(row[n % row.length]);
      }
    }
    return values;
  }

  /** SHA-256 of the values as little-endian 32-bit numbers, as NumPy's {@code tobytes} has them. */
  static String hash(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static int largestDifference(int[] a, int[] b) {
    int largest = a.length == b.length ? 0 : Integer.MAX_VALUE;
    for (int n = 0; n < Math.min(a.length, b.length); n++) {
      largest = Math.max(largest, Math.abs(a[n] - b[n]));
    }
    return largest;
  }
}
