package org.regista.register.discrete;

import org.regista.geometry.GridSize;

/** Sums over 3x3x3 neighbours, in place; beyond the edge there is nothing. */
final class Boxes {

  private Boxes() {}

  static void sum(float[] values, GridSize size) {
    along(values, size.ni(), 1, values.length);
    along(values, size.nj(), size.ni(), values.length);
    along(values, size.nk(), size.ni() * size.nj(), values.length);
  }

  /** An axis of {@code n} positions that lie {@code stride} apart in memory. */
  private static void along(float[] values, int n, int stride, int length) {
    for (int block = 0; block < length; block += n * stride) {
      for (int s = 0; s < stride; s++) {
        float before = 0;
        for (int a = 0; a < n; a++) {
          int p = block + a * stride + s;
          float here = values[p];
          float after = a + 1 < n ? values[p + stride] : 0;
          values[p] = before + here + after;
          before = here;
        }
      }
    }
  }
}
