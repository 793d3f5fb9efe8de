package org.regista.compute.reference;

import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * A place on a grid, and the trilinear interpolation of images there. Move it, then read as many
 * images or components as needed. For one thread.
 */
final class Trilinear {

  private final GridSize size;
  private final Axis i;
  private final Axis j;
  private final Axis k;

  Trilinear(GridSize size) {
    this.size = size;
    this.i = new Axis(size.ni(), 1);
    this.j = new Axis(size.nj(), size.ni());
    this.k = new Axis(size.nk(), (long) size.ni() * size.nj());
  }

  /** True within half a voxel of the outermost voxel centres: -0.5 <= q_a < n_a - 0.5. */
  boolean isInside(double qi, double qj, double qk) {
    return qi >= -0.5
        && qi < size.ni() - 0.5
        && qj >= -0.5
        && qj < size.nj() - 0.5
        && qk >= -0.5
        && qk < size.nk() - 0.5;
  }

  /** Goes to the point of the grid nearest to q. */
  void moveTo(double qi, double qj, double qk) {
    i.moveTo(qi);
    j.moveTo(qj);
    k.moveTo(qk);
  }

  /** The image whose element 0 is {@code image[start]}, here. */
  double value(NativeBuffer image, long start) {
    long p = start + i.offset + j.offset + k.offset;
    double near = overJ(image, p);
    return near + k.fraction * (overJ(image, p + k.step) - near);
  }

  /** d value / d i; 0 where q was clamped along i. */
  double derivativeI(NativeBuffer image, long start) {
    if (i.clamped) {
      return 0;
    }
    long p = start + i.offset + j.offset + k.offset;
    double near = slopeIOverJ(image, p);
    return near + k.fraction * (slopeIOverJ(image, p + k.step) - near);
  }

  /** d value / d j; 0 where q was clamped along j. */
  double derivativeJ(NativeBuffer image, long start) {
    if (j.clamped) {
      return 0;
    }
    long p = start + i.offset + j.offset + k.offset;
    double near = overI(image, p + j.step) - overI(image, p);
    long far = p + k.step;
    return near + k.fraction * (overI(image, far + j.step) - overI(image, far) - near);
  }

  /** d value / d k; 0 where q was clamped along k. */
  double derivativeK(NativeBuffer image, long start) {
    if (k.clamped) {
      return 0;
    }
    long p = start + i.offset + j.offset + k.offset;
    return overJ(image, p + k.step) - overJ(image, p);
  }

  private double overI(NativeBuffer image, long p) {
    double low = image.get(p);
    return low + i.fraction * (image.get(p + i.step) - low);
  }

  private double overJ(NativeBuffer image, long p) {
    double low = overI(image, p);
    return low + j.fraction * (overI(image, p + j.step) - low);
  }

  private double slopeIOverJ(NativeBuffer image, long p) {
    double low = (double) image.get(p + i.step) - image.get(p);
    long q = p + j.step;
    return low + j.fraction * ((double) image.get(q + i.step) - image.get(q) - low);
  }

  /** The interval between two voxel centres that the place falls in, along one axis. */
  private static final class Axis {

    private final int n;
    private final long stride;

    /**
     * Elements to the lower centre, and from there to the upper one (0 on an axis of one voxel).
     */
    private long offset;

    private final long step;
    private double fraction;
    private boolean clamped;

    Axis(int n, long stride) {
      this.n = n;
      this.stride = stride;
      this.step = n > 1 ? stride : 0;
    }

    void moveTo(double q) {
      double inGrid = Math.clamp(q, 0.0, n - 1.0);
      int lower = Math.clamp((int) inGrid, 0, Math.max(n - 2, 0));
      offset = lower * stride;
      fraction = inGrid - lower;
      clamped = n == 1 || inGrid != q;
    }
  }
}
