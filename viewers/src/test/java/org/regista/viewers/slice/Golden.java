package org.regista.viewers.slice;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Pictures that a person has looked at, and how a new one differs from them.
 *
 * <p>After a wanted change write them anew, look at every one that git shows as changed, and
 * commit:
 *
 * <pre>mvn -o -pl viewers -am test -Dtest=GoldenPicturesTest#looksAsItWasJudged
 *     -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dregista.golden=write</pre>
 */
final class Golden {

  /**
   * Two levels of 255 in any channel. The arithmetic is the same on every machine up to the last
   * bit of sine and logarithm, which moves a rounded level by one; a mixture of two such by two.
   */
  static final int TOLERANCE_LEVELS = 2;

  /**
   * Share of pixels that may differ more: a mark that is drawn on one pixel or its neighbour, or a
   * pixel just inside or outside of a volume, where a coordinate rounds the other way.
   */
  static final double TOLERANCE_SHARE = 0.001;

  private static final Path FOLDER =
      Path.of("src", "test", "resources", "org", "regista", "viewers", "slice", "golden");

  private Golden() {}

  static boolean isWriting() {
    return "write".equals(System.getProperty("regista.golden"));
  }

  static void write(String name, PixelImage image) {
    try {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name + ".png"), image.toPng());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How {@code image} misses the golden picture of that name; empty if it does not. */
  static Optional<String> miss(String name, PixelImage image) {
    BufferedImage golden = read(name);
    if (golden.getWidth() != image.width() || golden.getHeight() != image.height()) {
      return Optional.of(
          "%dx%d pixels instead of %dx%d"
              .formatted(image.width(), image.height(), golden.getWidth(), golden.getHeight()));
    }
    int worse = 0;
    int worst = 0;
    for (int p = 0; p < image.argb().length; p++) {
      int column = p % image.width();
      int row = p / image.width();
      int difference = difference(golden.getRGB(column, row), image.argb(column, row));
      worst = Math.max(worst, difference);
      worse += difference > TOLERANCE_LEVELS ? 1 : 0;
    }
    return worse > TOLERANCE_SHARE * image.argb().length
        ? Optional.of(
            "%s: %d of %d pixels differ by more than %d levels, the worst by %d"
                .formatted(name, worse, image.argb().length, TOLERANCE_LEVELS, worst))
        : Optional.empty();
  }

  private static int difference(int a, int b) {
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      most = Math.max(most, Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)));
    }
    return most;
  }

  private static BufferedImage read(String name) {
    try (InputStream png = Golden.class.getResourceAsStream("golden/" + name + ".png")) {
      if (png == null) {
        throw new IllegalStateException("there is no golden picture '%s'".formatted(name));
      }
      return ImageIO.read(png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
