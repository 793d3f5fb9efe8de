package org.regista.compute.reference;

import org.regista.image.NativeBuffer;

/** Consecutive vectors of a planar [3][count] array, copied out for arithmetic. */
final class VectorRun {

  /** The components, each from 0 on. */
  final float[] c0;

  final float[] c1;
  final float[] c2;

  private final long count;

  /**
   * @param length the longest run that is read
   * @param count vectors of the whole array: the distance between its components
   */
  VectorRun(int length, long count) {
    this.c0 = new float[length];
    this.c1 = new float[length];
    this.c2 = new float[length];
    this.count = count;
  }

  void read(NativeBuffer vectors, long from, int length) {
    vectors.read(from, c0, length);
    vectors.read(from + count, c1, length);
    vectors.read(from + 2 * count, c2, length);
  }

  void write(NativeBuffer vectors, long to, int length) {
    vectors.write(to, c0, length);
    vectors.write(to + count, c1, length);
    vectors.write(to + 2 * count, c2, length);
  }

  void set(int n, double v0, double v1, double v2) {
    c0[n] = (float) v0;
    c1[n] = (float) v1;
    c2[n] = (float) v2;
  }
}
