package org.regista.viewers.slice;

import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.RigidTransform;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;

/** The places of one row of pixels, LPS mm, carried through a transform together. */
final class PointRow {

  private final double[] x;
  private final double[] y;
  private final double[] z;

  PointRow(int count) {
    x = new double[count];
    y = new double[count];
    z = new double[count];
  }

  /** Lays out {@code start + n step}. */
  void place(LpsPoint start, LpsVector step) {
    for (int n = 0; n < x.length; n++) {
      x[n] = start.x() + n * step.x();
      y[n] = start.y() + n * step.y();
      z[n] = start.z() + n * step.z();
    }
  }

  /** Replaces each place by {@code transform.toMoving} of it. */
  void map(Transform transform) {
    switch (transform) {
      case RigidTransform t -> map(t.fixedToMoving());
      case AffineTransform t -> map(t.fixedToMoving());
      case DisplacementField field -> displace(field);
      case TransformChain chain -> chain.steps().forEach(this::map);
    }
  }

  private void map(AffineMap m) {
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

  /** Writes the intensity at each place into {@code into}, NaN outside. */
  void sample(Volume volume, float[] into) {
    GridSampler voxels = new GridSampler(volume.voxels(), volume.grid());
    for (int n = 0; n < x.length; n++) {
      into[n] = voxels.moveTo(x[n], y[n], z[n]) ? (float) voxels.value(0) : Float.NaN;
    }
  }
}
