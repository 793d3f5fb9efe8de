package org.regista.io.dicom;

import java.io.IOException;
import org.regista.io.dicom.pixels.FrameDecoder;
import org.regista.io.dicom.pixels.FrameShape;

/** The pixels of one frame as its file stores them, row after row. */
interface PixelRows {

  /**
   * All allocated bits of the pixels of the next row, unsigned or with what is above their sign.
   */
  void next(long[] row) throws IOException;

  /**
   * Takes a file that has been read up to its pixel data. Uncompressed rows are read one by one, a
   * compressed frame is decoded as a whole.
   *
   * @param frame from 0
   */
  static PixelRows open(BoundedDicomInput in, PixelLayout layout, int frame, int frames)
      throws IOException {
    String syntax = in.getTransferSyntax();
    if (!TransferSyntaxes.isCompressed(syntax)) {
      in.skipFully(Math.multiplyExact(layout.byteCount(), frame));
      return new Plain(in, layout);
    }
    FrameShape shape = new FrameShape(layout.rows(), layout.columns(), layout.bitsAllocated());
    byte[] compressed = EncapsulatedPixels.frame(in, frame, frames, layout.byteCount());
    return new Decoded(FrameDecoder.decode(syntax, compressed, shape), layout.columns());
  }

  /** Straight from the file. */
  final class Plain implements PixelRows {

    private final BoundedDicomInput in;
    private final byte[] bytes;
    private final int width;
    private final boolean swapped;

    private Plain(BoundedDicomInput in, PixelLayout layout) {
      this.in = in;
      this.width = layout.bytesPerPixel();
      this.bytes = new byte[layout.columns() * width];
      this.swapped = layout.isSwapped(in);
    }

    @Override
    public void next(long[] row) throws IOException {
      in.readFully(bytes);
      if (width == Short.BYTES) {
        int low = in.bigEndian() ? 1 : 0;
        for (int i = 0; i < row.length; i++) {
          row[i] = ((bytes[2 * i + 1 - low] & 0xffL) << Byte.SIZE) | (bytes[2 * i + low] & 0xffL);
        }
        return;
      }
      for (int i = 0; i < row.length; i++) {
        long raw = 0;
        for (int b = 0; b < width; b++) {
          int place = in.bigEndian() ? b : width - 1 - b;
          raw = raw << 8 | (bytes[swapped ? i ^ 1 : i * width + place] & 0xff);
        }
        row[i] = raw;
      }
    }
  }

  /** From a decoded frame. */
  final class Decoded implements PixelRows {

    private final int[] pixels;
    private final int columns;
    private int at;

    private Decoded(int[] pixels, int columns) {
      this.pixels = pixels;
      this.columns = columns;
    }

    @Override
    public void next(long[] row) {
      for (int i = 0; i < columns; i++) {
        row[i] = pixels[at++];
      }
    }
  }
}
