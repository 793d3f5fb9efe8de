package org.regista.viewers.slice;

/** Finished pixels, 0xAARRGGBB, row by row from the top left. */
public final class PixelImage {

  private final int width;
  private final int height;
  private final int[] argb;

  /** Takes over {@code argb}, which nobody may write to any more. */
  public PixelImage(int width, int height, int[] argb) {
    if (width < 1 || height < 1 || argb.length != width * height) {
      throw new IllegalArgumentException(
          "%d pixels for %dx%d".formatted(argb.length, width, height));
    }
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int argb(int column, int row) {
    return argb[row * width + column];
  }

  /** All pixels [height][width]; borrowed for reading. */
  public int[] argb() {
    return argb;
  }

  /** The picture as a PNG file, without alpha. */
  public byte[] toPng() {
    return PngEncoder.encode(this);
  }

  /** The picture as an uncompressed TIFF file, without alpha. */
  public byte[] toTiff() {
    return TiffEncoder.encode(this);
  }
}
