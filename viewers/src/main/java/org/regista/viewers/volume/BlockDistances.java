package org.regista.viewers.volume;

import org.regista.geometry.GridSize;

/**
 * How many blocks it is to the next one that is marked with 0, diagonal steps counting as one; two
 * passes of the chamfer method (Borgefors 1986, doi:10.1016/S0734-189X(86)80047-0), exact for this
 * distance.
 */
record BlockDistances(GridSize size, byte[] distance) {

  void spread() {
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          relax(i, j, k, -1);
        }
      }
    }
    for (int k = size.nk() - 1; k >= 0; k--) {
      for (int j = size.nj() - 1; j >= 0; j--) {
        for (int i = size.ni() - 1; i >= 0; i--) {
          relax(i, j, k, 1);
        }
      }
    }
  }

  /** Looks at the 13 neighbours that come before (-1) or after (1). */
  private void relax(int i, int j, int k, int side) {
    int here = (k * size.nj() + j) * size.ni() + i;
    int best = distance[here] & 0xFF;
    for (int n = 1; n <= 13 && best > 0; n++) {
      // the neighbours in order of the scan: 14 to 26 of the 3 x 3 x 3 around the middle
      int code = 13 + n;
      int x = i + side * (code % 3 - 1);
      int y = j + side * (code / 3 % 3 - 1);
      int z = k + side * (code / 9 - 1);
      if (x >= 0 && y >= 0 && z >= 0 && x < size.ni() && y < size.nj() && z < size.nk()) {
        int there = distance[(z * size.nj() + y) * size.ni() + x] & 0xFF;
        best = Math.min(best, there + 1);
      }
    }
    distance[here] = (byte) best;
  }
}
