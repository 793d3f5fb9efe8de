package org.regista.viewers.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;

class FusedPictureTest {

  private static final int EDGE = 96;
  private static final GridGeometry GRID = Phantoms.centred(new GridSize(40, 40, 20), 1, 1, 2);
  private static final LpsVector SHIFT = new LpsVector(8, 4, 0);
  private static final RegistrationBadge BADGE = RegistrationBadge.unsigned("rigid MI 2026-11-23");

  /** The same ball in both volumes, the moving one displaced by SHIFT, registered by SHIFT. */
  private static PixelImage ballBeforeAndAfter() {
    LpsPoint middle = new LpsPoint(2, 3, 1);
    try (Volume fixed =
            Phantoms.volume(Phantoms.FIXED, GRID, p -> p.distanceMm(middle) < 8 ? 200 : 10);
        Volume moving =
            Phantoms.volume(
                Phantoms.MOVING, GRID, p -> p.distanceMm(middle.plus(SHIFT)) < 8 ? 200 : 10)) {
      Scene byHeader = Phantoms.byHeader(fixed, moving);
      return FusedPicture.of(byHeader, EDGE, new SliceRenderer(1))
          .beforeAndAfter(
              byHeader.fixedToMoving(),
              new AffineTransform(Phantoms.FIXED, Phantoms.MOVING, AffineMap.translation(SHIFT)),
              BADGE);
    }
  }

  @Test
  void oneRowPerWayOfLookingAndBothBadges() {
    PixelImage picture = ballBeforeAndAfter();
    assertThat(picture.width()).isEqualTo(3 * EDGE + 8);
    assertThat(picture.height()).isEqualTo(26 + 4 * (26 + EDGE));
    assertThat(picture.argb()).contains(BADGE.trust().argb());
    assertThat(picture.argb()).contains(RegistrationBadge.notRegistered().trust().argb());
  }

  @Test
  void registeredHalvesAgreeAndUnregisteredOnesDoNot() {
    PixelImage picture = ballBeforeAndAfter();
    // windowed white against black: where both agree there is no middle grey inside the slices
    assertThat(middleGreys(picture, 0)).isGreaterThan(200);
    assertThat(middleGreys(picture, 1)).isLessThan(middleGreys(picture, 0) / 2);
  }

  /** Pixels between a quarter and three quarters of white in the axial slice of a row. */
  private static long middleGreys(PixelImage picture, int row) {
    int top = 26 + 26 + row * (26 + EDGE);
    long count = 0;
    for (int y = 24; y < EDGE - 24; y++) {
      for (int x = 24; x < EDGE - 24; x++) {
        int level = picture.argb(x, top + y) & 0xFF;
        count += level > 64 && level < 192 ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void pngHoldsThePixels() throws IOException {
    PixelImage picture = ballBeforeAndAfter();
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(picture.toPng()));
    int[] pixels = read.getRGB(0, 0, read.getWidth(), read.getHeight(), null, 0, read.getWidth());
    assertThat(read.getWidth()).isEqualTo(picture.width());
    assertThat(Arrays.equals(pixels, picture.argb())).isTrue();
  }

  @Test
  void textThatDoesNotFitEndsInAnEllipsis() {
    Glyphs glyphs = Glyphs.get();
    String fitted = glyphs.fitted("a very long name of a file.nii.gz", 100);
    assertThat(fitted).endsWith("…").startsWith("a very");
    assertThat(glyphs.width(fitted)).isLessThanOrEqualTo(100);
    assertThat(glyphs.fitted("short", 100)).isEqualTo("short");
  }
}
