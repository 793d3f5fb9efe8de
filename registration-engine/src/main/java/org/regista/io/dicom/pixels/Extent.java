package org.regista.io.dicom.pixels;

/** A rectangle of samples: from (x0, y0) up to, but without, (x1, y1). */
record Extent(int x0, int y0, int x1, int y1) {

  int width() {
    return x1 - x0;
  }

  int height() {
    return y1 - y0;
  }

  boolean isEmpty() {
    return x1 <= x0 || y1 <= y0;
  }

  Extent intersect(long fromX, long fromY, long toX, long toY) {
    int left = (int) Math.clamp(fromX, x0, x1);
    int top = (int) Math.clamp(fromY, y0, y1);
    return new Extent(left, top, (int) Math.clamp(toX, left, x1), (int) Math.clamp(toY, top, y1));
  }

  /** ceil(((x, y) - 2^(n-1) (ox, oy)) / 2^n) of both corners: a subband (T.800 B-15). */
  Extent subband(int n, int ox, int oy) {
    return new Extent(down(x0, n, ox), down(y0, n, oy), down(x1, n, ox), down(y1, n, oy));
  }

  private static int down(int value, int n, int offset) {
    long shifted = value - (offset == 0 ? 0 : 1L << (n - 1));
    return (int) ((shifted + (1L << n) - 1) >> n);
  }
}
