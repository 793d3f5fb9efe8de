package org.regista.io.dicom.pixels;

/**
 * Lossless JPEG (ITU-T T.81 Annex H): each sample is predicted from its neighbours on the left
 * (Ra), above (Rb) and above left (Rc), and the difference is Huffman coded.
 */
final class JpegLosslessDecoder {

  private final JpegStream stream;
  private final FrameShape shape;
  private final int[] pixels;

  JpegLosslessDecoder(JpegStream stream, FrameShape shape) throws DamagedPixelsException {
    this.stream = stream;
    this.shape = shape;
    this.pixels = new int[shape.pixelCount()];
  }

  int[] decode() throws DamagedPixelsException {
    int predictor = stream.scanStart();
    int shift = stream.pointTransform();
    int columns = shape.columns();
    int interval = stream.restartInterval();
    if (predictor < 1 || predictor > 7) {
      throw new DamagedPixelsException("lossless JPEG has no predictor %d".formatted(predictor));
    }
    if (interval % columns != 0 || stream.precision() > 16 || shift >= stream.precision()) {
      throw new DamagedPixelsException(
          "lossless JPEG with %d bits, shift %d and restarts each %d samples is not possible"
              .formatted(stream.precision(), shift, interval));
    }
    EntropyBits bits = stream.entropyBits(false);
    HuffmanTable table = stream.dcTable();
    int middle = 1 << (stream.precision() - shift - 1);
    int linesPerInterval = interval / columns;
    for (int j = 0; j < shape.rows(); j++) {
      boolean first = linesPerInterval > 0 ? j % linesPerInterval == 0 : j == 0;
      if (first && j > 0) {
        bits.restart(j / linesPerInterval - 1);
      }
      for (int i = 0; i < columns; i++) {
        int n = j * columns + i;
        int predicted;
        if (first) {
          predicted = i == 0 ? middle : pixels[n - 1];
        } else if (i == 0) {
          predicted = pixels[n - columns];
        } else {
          predicted =
              predict(predictor, pixels[n - 1], pixels[n - columns], pixels[n - columns - 1]);
        }
        pixels[n] = predicted + difference(bits, table) & 0xffff;
      }
    }
    for (int n = 0; shift > 0 && n < pixels.length; n++) {
      pixels[n] <<= shift;
    }
    return pixels;
  }

  /** Table H.1. */
  private static int predict(int predictor, int a, int b, int c) {
    return switch (predictor) {
      case 1 -> a;
      case 2 -> b;
      case 3 -> c;
      case 4 -> a + b - c;
      case 5 -> a + ((b - c) >> 1);
      case 6 -> b + ((a - c) >> 1);
      default -> (a + b) >> 1;
    };
  }

  /** H.1.2.2: the number of bits by Huffman code, then the bits. */
  private static int difference(EntropyBits bits, HuffmanTable table)
      throws DamagedPixelsException {
    int length = table.decode(bits);
    if (length == 0) {
      return 0;
    }
    if (length >= 16) {
      return 1 << 15; // also what wide differences are modulo 2^16
    }
    int value = bits.bits(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }
}
