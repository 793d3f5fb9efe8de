package org.regista.viewers.volume;

import java.util.Arrays;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.Volume;

/**
 * The surface on which a field is zero, as triangles: each cell of eight voxels is divided into six
 * tetrahedra around its diagonal, and each of these is cut by a plane (Doi and Koide 1991, IEICE
 * Trans. E74(1)). Without holes, whatever the field; NaN is outside.
 */
final class Tetrahedra {

  /** Corners of a cell, by bits: 1 is one voxel further along i, 2 along j, 4 along k. */
  private static final int[][] SIX = {
    {0, 1, 3, 7}, {0, 3, 2, 7}, {0, 2, 6, 7}, {0, 6, 4, 7}, {0, 4, 5, 7}, {0, 5, 1, 7}
  };

  private static final long MOST_CELLS = 3_000_000;

  private final Volume field;
  private final int stride;
  private final double[] value = new double[8];
  private final double[][] place = new double[8][3];
  private float[] cornersMm = new float[3 * 4096];
  private int length;

  private Tetrahedra(Volume field) {
    this.field = field;
    int s = 1;
    while (field.size().voxelCount() / ((long) s * s * s) > MOST_CELLS) {
      s++;
    }
    this.stride = s;
  }

  /**
   * @param field positive inside; borrowed. Only every n-th voxel of a very large one is looked at
   */
  static SolidModel.Surface surface(Volume field, int rgb) {
    Tetrahedra t = new Tetrahedra(field);
    GridSize n = field.size();
    for (int k = 0; k + t.stride < n.nk(); k += t.stride) {
      for (int j = 0; j + t.stride < n.nj(); j += t.stride) {
        for (int i = 0; i + t.stride < n.ni(); i += t.stride) {
          t.cell(i, j, k);
        }
      }
    }
    int[] triangles = new int[t.length / 3];
    Arrays.setAll(triangles, c -> c);
    return new SolidModel.Surface(Arrays.copyOf(t.cornersMm, t.length), triangles, rgb);
  }

  private void cell(int i, int j, int k) {
    int inside = 0;
    for (int c = 0; c < 8; c++) {
      int x = i + (c & 1) * stride;
      int y = j + (c >> 1 & 1) * stride;
      int z = k + (c >> 2) * stride;
      value[c] = field.at(x, y, z);
      place[c][0] = x;
      place[c][1] = y;
      place[c][2] = z;
      inside += value[c] > 0 ? 1 : 0;
    }
    if (inside > 0 && inside < 8) {
      for (int[] tetrahedron : SIX) {
        cut(tetrahedron);
      }
    }
  }

  private void cut(int[] corners) {
    int[] in = Arrays.stream(corners).filter(c -> value[c] > 0).toArray();
    int[] out = Arrays.stream(corners).filter(c -> !(value[c] > 0)).toArray();
    switch (in.length) {
      case 1 -> {
        between(in[0], out[0]);
        between(in[0], out[1]);
        between(in[0], out[2]);
      }
      case 2 -> {
        between(in[0], out[0]);
        between(in[0], out[1]);
        between(in[1], out[1]);
        between(in[0], out[0]);
        between(in[1], out[1]);
        between(in[1], out[0]);
      }
      case 3 -> {
        between(in[0], out[0]);
        between(in[1], out[0]);
        between(in[2], out[0]);
      }
      default -> {} // all of it on one side
    }
  }

  /** A corner of a triangle, where the line from inside to outside is zero. */
  private void between(int in, int out) {
    double share = Double.isNaN(value[out]) ? 0.5 : value[in] / (value[in] - value[out]);
    double[] a = place[in];
    double[] b = place[out];
    double x = a[0] + share * (b[0] - a[0]);
    double y = a[1] + share * (b[1] - a[1]);
    double z = a[2] + share * (b[2] - a[2]);
    if (length + 3 > cornersMm.length) {
      cornersMm = Arrays.copyOf(cornersMm, 2 * cornersMm.length);
    }
    AffineMap toLps = field.grid().indexToLps();
    cornersMm[length++] = (float) toLps.row0(x, y, z);
    cornersMm[length++] = (float) toLps.row1(x, y, z);
    cornersMm[length++] = (float) toLps.row2(x, y, z);
  }
}
