package org.regista.io.itk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;

/** Numbers written as text, turned into the bytes of big-endian float64. */
final class TextNumbers extends InputStream {

  private static final int MOST_CHARACTERS = 100;

  private final InputStream text;
  private final Path source;
  private final ByteBuffer number = ByteBuffer.allocate(Double.BYTES).limit(0);

  TextNumbers(InputStream text, Path source) {
    this.text = text;
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    if (!number.hasRemaining() && !next()) {
      return -1;
    }
    return number.get() & 0xff;
  }

  private boolean next() throws IOException {
    String word = word();
    if (word.isEmpty()) {
      return false;
    }
    number.clear().putDouble(value(word)).flip();
    return true;
  }

  private double value(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "nan", "-nan", "inf", "+inf", "-inf" -> Double.NaN; // Samples counts them
      default -> HeaderNumbers.decimals(word, 1, "the voxels", source)[0];
    };
  }

  private String word() throws IOException {
    StringBuilder word = new StringBuilder();
    int c;
    while ((c = text.read()) >= 0 && word.length() < MOST_CHARACTERS) {
      boolean between = c <= ' ' || c == ',';
      if (!between) {
        word.append((char) c);
      } else if (!word.isEmpty()) {
        break;
      }
    }
    return word.toString();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
