package org.regista.viewers.volume;

import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * The rays of one picture. Sample n of the ray through column c and row r lies at {@code origin + c
 * across + r along + n ahead}; samples of all rays lie on common planes, so that what is seen does
 * not depend on where a ray enters. All that follows from that place is affine in (c, r, n).
 *
 * @param planes the six faces of the fixed volume, then the clipping planes: where one is negative
 *     nothing is seen
 */
record Rays(
    int width,
    int height,
    LpsPoint origin,
    LpsVector across,
    LpsVector along,
    LpsVector ahead,
    List<Affine> planes) {

  /** Planes of the volume itself. */
  static final int FACES = 6;

  private static final double PARALLEL = 1e-9;

  /** {@code base + c across + r along + n ahead}. */
  record Affine(double base, double across, double along, double ahead) {

    double at(double c, double r, double n) {
      return base + c * across + r * along + n * ahead;
    }
  }

  /** Three of them: a continuous index. */
  record Index(Affine i, Affine j, Affine k) {

    /** The most that any component changes from one sample to the next. */
    double fastest() {
      return Math.max(Math.abs(i.ahead), Math.max(Math.abs(j.ahead), Math.abs(k.ahead)));
    }
  }

  static Rays of(VolumeScene scene, VolumeLook look, VolumeRenderer.Frame frame) {
    VolumeCamera camera = frame.camera();
    int width = frame.columns();
    int height = frame.rows();
    double mm = camera.mmPerPixel(frame.width(), frame.height());
    // a coarse picture fills the same place to the edge
    LpsVector across = camera.right().times(mm * frame.width() / width);
    LpsVector along = camera.down().times(mm * frame.height() / height);
    LpsVector ahead = camera.away().times(frame.stepMm());
    LpsPoint origin =
        camera
            .centre()
            .plus(across.times(-(width - 1) / 2.0))
            .plus(along.times(-(height - 1) / 2.0));
    Rays rays = new Rays(width, height, origin, across, along, ahead, List.of());
    List<Affine> planes = new ArrayList<>(rays.faces(scene.bounds()));
    look.clips().forEach(clip -> planes.add(rays.affine(clip.keeps(), clip.on())));
    return new Rays(width, height, origin, across, along, ahead, List.copyOf(planes));
  }

  private List<Affine> faces(GridGeometry bounds) {
    AffineMap lpsToIndex = bounds.lpsToIndex();
    int[] n = {bounds.size().ni(), bounds.size().nj(), bounds.size().nk()};
    Index index = index(lpsToIndex);
    Affine[] axes = {index.i, index.j, index.k};
    List<Affine> faces = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      Affine a = axes[axis];
      faces.add(new Affine(a.base + 0.5, a.across, a.along, a.ahead));
      faces.add(new Affine(n[axis] - 0.5 - a.base, -a.across, -a.along, -a.ahead));
    }
    return faces;
  }

  private Affine affine(LpsVector normal, LpsPoint on) {
    return new Affine(
        origin.minus(on).dot(normal), across.dot(normal), along.dot(normal), ahead.dot(normal));
  }

  /** The index that a sample has on a grid. */
  Index index(AffineMap lpsToIndex) {
    LpsPoint first = lpsToIndex.apply(origin);
    LpsVector c = lpsToIndex.applyToVector(across);
    LpsVector r = lpsToIndex.applyToVector(along);
    LpsVector n = lpsToIndex.applyToVector(ahead);
    return new Index(
        new Affine(first.x(), c.x(), r.x(), n.x()),
        new Affine(first.y(), c.y(), r.y(), n.y()),
        new Affine(first.z(), c.z(), r.z(), n.z()));
  }

  /** First sample of a ray, not yet rounded; with {@link #last} empty if it is larger. */
  double first(int column, int row) {
    double first = -1e9;
    for (Affine plane : planes) {
      double here = plane.at(column, row, 0);
      if (plane.ahead > PARALLEL) {
        first = Math.max(first, -here / plane.ahead);
      } else if (plane.ahead >= -PARALLEL && here < 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return first;
  }

  /** Last sample of a ray, not yet rounded. */
  double last(int column, int row) {
    double last = 1e9;
    for (Affine plane : planes) {
      if (plane.ahead < -PARALLEL) {
        last = Math.min(last, -plane.at(column, row, 0) / plane.ahead);
      }
    }
    return last;
  }

  double stepMm() {
    return ahead.lengthMm();
  }

  /** Whether a place, as column, row and sample, is inside of all planes. */
  boolean shows(double column, double row, double sample) {
    return planes.stream().allMatch(plane -> plane.at(column, row, sample) >= 0);
  }

  /** A place as column, row and sample. */
  double[] toRays(LpsPoint p) {
    LpsVector d = p.minus(origin);
    return new double[] {
      d.dot(across) / across.dot(across),
      d.dot(along) / along.dot(along),
      d.dot(ahead) / ahead.dot(ahead)
    };
  }
}
