package org.regista.transform;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.GridSampler;
import org.regista.image.Volume;

/**
 * Evenly spaced places on a line, LPS mm, carried through transforms together: what {@link
 * Transform#toMoving} does for one point, without an object per point. One thread at a time.
 */
public final class PointRow {

  private final double[] x;
  private final double[] y;
  private final double[] z;

  public PointRow(int count) {
    x = new double[count];
    y = new double[count];
    z = new double[count];
  }

  public int count() {
    return x.length;
  }

  public double x(int n) {
    return x[n];
  }

  public double y(int n) {
    return y[n];
  }

  public double z(int n) {
    return z[n];
  }

  /** Lays out {@code start + n step}. */
  public void place(LpsPoint start, LpsVector step) {
    for (int n = 0; n < x.length; n++) {
      x[n] = start.x() + n * step.x();
      y[n] = start.y() + n * step.y();
      z[n] = start.z() + n * step.z();
    }
  }

  /** Lays out the centres of the voxels (0, j, k), (1, j, k) ... of a grid. */
  public void placeRow(GridGeometry grid, int j, int k) {
    place(grid.toLps(new VoxelIndex(0, j, k)), grid.indexToLps().column(0));
  }

  /** Replaces each place by {@code transform.toMoving} of it. */
  public void map(Transform transform) {
    switch (transform) {
      case RigidTransform t -> map(t.fixedToMoving());
      case AffineTransform t -> map(t.fixedToMoving());
      case DisplacementField field -> displace(field);
      case TransformChain chain -> chain.steps().forEach(this::map);
    }
  }

  /** Replaces each place by its image, for example by its index on a grid. */
  public void map(AffineMap m) {
    for (int n = 0; n < x.length; n++) {
      double px = x[n];
      double py = y[n];
      double pz = z[n];
      x[n] = m.row0(px, py, pz);
      y[n] = m.row1(px, py, pz);
      z[n] = m.row2(px, py, pz);
    }
  }

  private void displace(DisplacementField field) {
    GridSampler u = new GridSampler(field.displacementsMm(), field.grid());
    for (int n = 0; n < x.length; n++) {
      if (u.moveTo(x[n], y[n], z[n])) {
        x[n] += u.value(0);
        y[n] += u.value(1);
        z[n] += u.value(2);
      }
    }
  }

  /** Writes the trilinear intensity at each place into {@code into}, NaN outside. */
  public void sample(Volume volume, float[] into) {
    GridSampler voxels = new GridSampler(volume.voxels(), volume.grid());
    for (int n = 0; n < x.length; n++) {
      into[n] = voxels.moveTo(x[n], y[n], z[n]) ? (float) voxels.value(0) : Float.NaN;
    }
  }
}
