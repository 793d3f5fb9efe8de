package org.regista.app.imagej;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.image.Volume;
import org.regista.io.AtomicFile;
import org.regista.io.Samples;
import org.regista.io.VoxelType;

/**
 * A volume as ImageJ's own TIFF (ij.io.TiffEncoder): float32, little-endian, one directory, all
 * slices behind it; spacing in mm and origin in its description. ImageJ has no place for
 * directions.
 */
public final class ImageJStack {

  private static final int HEADER = 8;
  private static final int ENTRIES = 12;
  private static final int DIRECTORY = 2 + ENTRIES * 12 + 4;
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;

  /** Pixels per mm are told as a fraction of whole numbers, with this above. */
  private static final int PRECISION = 10_000_000;

  private ImageJStack() {}

  /**
   * Writes a file that ends in {@code .tif}.
   *
   * @throws InputDataException if it is too large for the format, or cannot be written
   */
  public static void write(Volume volume, Path file) {
    long bytes = volume.voxels().length() * Float.BYTES;
    if (bytes > Integer.MAX_VALUE) {
      throw new InputDataException(
          "'%s' has %d MB; a TIFF stack for ImageJ can hold 2048"
              .formatted(volume.space().label(), bytes >> 20));
    }
    AtomicFile.write(
        file,
        out -> {
          out.write(head(volume));
          Samples.write(out, volume.voxels(), VoxelType.FLOAT32, file);
        });
  }

  private static byte[] head(Volume volume) {
    byte[] text = (description(volume) + '\0').getBytes(StandardCharsets.US_ASCII);
    int fractions = HEADER + DIRECTORY;
    int words = fractions + 2 * Long.BYTES;
    int pixels = words + text.length;
    int width = volume.size().ni();
    int height = volume.size().nj();
    ByteBuffer out = ByteBuffer.allocate(pixels).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(HEADER);
    out.putShort((short) ENTRIES);
    entry(out, 256, LONG, 1, width);
    entry(out, 257, LONG, 1, height);
    entry(out, 258, SHORT, 1, Float.SIZE);
    entry(out, 259, SHORT, 1, 1); // no compression
    entry(out, 262, SHORT, 1, 1); // black is zero
    entry(out, 270, ASCII, text.length, words);
    entry(out, 273, LONG, 1, pixels); // where the first slice is
    entry(out, 278, LONG, 1, height); // rows of a strip
    entry(out, 279, LONG, 1, width * height * Float.BYTES); // bytes of a slice
    entry(out, 282, RATIONAL, 1, fractions); // pixels per unit, x
    entry(out, 283, RATIONAL, 1, fractions + Long.BYTES); // and y
    entry(out, 339, SHORT, 1, 3); // floating point
    out.putInt(0);
    fraction(out, volume.grid().spacingMm(0));
    fraction(out, volume.grid().spacingMm(1));
    return out.put(text).array();
  }

  private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
    out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static void fraction(ByteBuffer out, double spacingMm) {
    out.putInt(PRECISION).putInt(Math.toIntExact(Math.round(spacingMm * PRECISION)));
  }

  /** As ij.io.FileInfo reads it; the origin in pixels, in the direction of the axes. */
  private static String description(Volume volume) {
    GridGeometry grid = volume.grid();
    float[] range = range(volume);
    return """
    ImageJ=1.54p
    images=%d
    slices=%d
    unit=mm
    spacing=%s
    loop=false
    min=%s
    max=%s
    xorigin=%s
    yorigin=%s
    zorigin=%s
    """
        .formatted(
            volume.size().nk(),
            volume.size().nk(),
            grid.spacingMm(2),
            range[0],
            range[1],
            -grid.origin().x() / grid.spacingMm(0),
            -grid.origin().y() / grid.spacingMm(1),
            -grid.origin().z() / grid.spacingMm(2));
  }

  private static float[] range(Volume volume) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (long n = 0; n < volume.voxels().length(); n++) {
      least = Math.min(least, volume.voxels().get(n));
      most = Math.max(most, volume.voxels().get(n));
    }
    return new float[] {least, most};
  }
}
