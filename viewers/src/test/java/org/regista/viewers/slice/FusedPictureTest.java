package org.regista.viewers.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.viewers.state.Plane;

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

  /** The ball has a radius of 8 mm: its slices of 2 mm, and no others, hold bright pixels. */
  @Test
  void aCineGoesThroughEverySliceFromTheFirstToTheLast() throws IOException {
    LpsPoint middle = new LpsPoint(0, 0, 4);
    try (Volume ball =
        Phantoms.volume(Phantoms.FIXED, GRID, p -> p.distanceMm(middle) < 8 ? 200 : 10)) {
      AffineTransform none = AffineTransform.identity(Phantoms.FIXED, Phantoms.FIXED);
      FusedPicture picture =
          FusedPicture.of(new Scene(ball, ball, none), EDGE, new SliceRenderer(1));
      List<BufferedImage> frames = frames(picture.cine(Plane.AXIAL, none, BADGE));
      assertThat(frames).hasSize(20);
      for (int n = 0; n < 20; n++) {
        double fromMiddle = Math.abs(-19 + 2 * n - middle.z());
        int y = 26 + 26 + EDGE / 2;
        assertThat((frames.get(n).getRGB(EDGE / 2, y) & 0xFF) > 128)
            .as("slice %d", n)
            .isEqualTo(fromMiddle < 8);
      }
      PixelImage last = picture.through(new LpsPoint(0, 0, 19)).asLooked(none, BADGE);
      assertThat(frames.get(19).getRGB(0, 0, last.width(), last.height(), null, 0, last.width()))
          .isEqualTo(last.argb());
    }
  }

  /** Each frame as a PNG file of its own, which the platform decodes; checks the numbering. */
  private static List<BufferedImage> frames(byte[] animated) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(animated);
    byte[] beginning = new byte[8 + 25];
    in.get(beginning);
    List<BufferedImage> frames = new ArrayList<>();
    int sequence = 0;
    while (in.hasRemaining()) {
      int length = in.getInt();
      byte[] name = new byte[4];
      in.get(name);
      byte[] body = new byte[length];
      in.get(body);
      in.getInt();
      String type = new String(name, StandardCharsets.US_ASCII);
      int skipped = type.equals("fdAT") ? 4 : 0;
      if (skipped > 0 || type.equals("fcTL")) {
        assertThat(ByteBuffer.wrap(body).getInt()).isEqualTo(sequence++);
      }
      if (type.equals("IDAT") || skipped > 0) {
        ByteArrayOutputStream still = new ByteArrayOutputStream();
        still.writeBytes(beginning);
        chunk(still, "IDAT", Arrays.copyOfRange(body, skipped, body.length));
        chunk(still, "IEND", new byte[0]);
        frames.add(ImageIO.read(new ByteArrayInputStream(still.toByteArray())));
      }
    }
    return frames;
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(body);
    ByteBuffer all = ByteBuffer.allocate(body.length + 12);
    all.putInt(body.length).put(name).put(body).putInt((int) crc.getValue());
    out.writeBytes(all.array());
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
