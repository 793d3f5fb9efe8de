package org.regista.viewers.slice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Letters drawn beforehand (see {@code viewers/tools/glyphs.py}), so that a picture needs no font
 * system and is the same to the bit on every machine.
 */
final class Glyphs {

  private static final String RESOURCE = "glyphs.txt";
  private static final int HEIGHT = 18;
  private static final int UNKNOWN = '?';

  private final Map<Integer, Glyph> byCodePoint;

  private Glyphs(Map<Integer, Glyph> byCodePoint) {
    this.byCodePoint = byCodePoint;
  }

  /** One letter, {@link #height()} rows of hexadecimal coverage. */
  record Glyph(int codePoint, int advance, String[] rows) {

    /** Share of the pixel that the letter covers, 0 to 1. */
    double coverage(int column, int row) {
      return Character.digit(rows[row].charAt(column), 16) / 15.0;
    }
  }

  /** The one set that there is. */
  static Glyphs get() {
    return Holder.GLYPHS;
  }

  /** Pixels from the top of a line to the next. */
  int height() {
    return HEIGHT;
  }

  /** The letter, or a question mark for one that was not drawn. */
  Glyph of(int codePoint) {
    Glyph glyph = byCodePoint.get(codePoint);
    return glyph != null ? glyph : Objects.requireNonNull(byCodePoint.get(UNKNOWN));
  }

  /** Width of a line of text in pixels. */
  int width(String text) {
    return text.codePoints().map(c -> of(c).advance()).sum();
  }

  /**
   * {@code text}, or as much of its beginning as fits into {@code width} pixels, and an ellipsis.
   */
  String fitted(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end) + "…") > width) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  private static final class Holder {
    private static final Glyphs GLYPHS = new Glyphs(read());
  }

  private static Map<Integer, Glyph> read() {
    try (InputStream in =
            Objects.requireNonNull(Glyphs.class.getResourceAsStream(RESOURCE), RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Glyphs::parse)
          .collect(Collectors.toUnmodifiableMap(Glyph::codePoint, g -> g));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Glyph parse(String line) {
    String[] part = line.split(" ");
    return new Glyph(Integer.parseInt(part[0], 16), Integer.parseInt(part[1]), part[2].split("/"));
  }
}
