package org.regista.io.dicom.pixels;

/**
 * Image and tiles on the reference grid (T.800 A.5.1, B.3), of one component without subsampling.
 */
record Jpeg2000Size(
    int x0,
    int y0,
    int x1,
    int y1,
    int tileX0,
    int tileY0,
    int tileWidth,
    int tileHeight,
    int precision,
    boolean signed) {

  int columns() {
    return x1 - x0;
  }

  int rows() {
    return y1 - y0;
  }

  int tilesAcross() {
    return Math.ceilDiv(x1 - tileX0, tileWidth);
  }

  int tileCount() {
    return Math.multiplyExact(tilesAcross(), Math.ceilDiv(y1 - tileY0, tileHeight));
  }

  Extent tile(int index) {
    long left = tileX0 + (long) (index % tilesAcross()) * tileWidth;
    long top = tileY0 + (long) (index / tilesAcross()) * tileHeight;
    return new Extent(x0, y0, x1, y1).intersect(left, top, left + tileWidth, top + tileHeight);
  }
}
