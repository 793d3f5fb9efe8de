package org.regista.register;

import java.util.SplittableRandom;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/**
 * An asymmetric object known at every point: a smooth ellipsoid with seeded blobs inside, about 160
 * mm across. Images of it on any grid, through any motion, have exact truth.
 */
public final class AnalyticHead {

  private static final int BLOBS = 40;

  private final double[][] blobs = new double[BLOBS][5];

  public AnalyticHead(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (double[] blob : blobs) {
      blob[0] = random.nextDouble(-55, 55);
      blob[1] = random.nextDouble(-65, 65);
      blob[2] = random.nextDouble(-45, 45);
      blob[3] = random.nextDouble(7, 16);
      blob[4] = random.nextDouble(-60, 90);
    }
  }

  public double at(LpsPoint p) {
    double shell =
        Math.sqrt(
            p.x() * p.x() / (70 * 70) + p.y() * p.y() / (82 * 82) + p.z() * p.z() / (62 * 62));
    double inside = 1 / (1 + Math.exp((shell - 1) * 25));
    double value = 100;
    for (double[] blob : blobs) {
      double dx = p.x() - blob[0];
      double dy = p.y() - blob[1];
      double dz = p.z() - blob[2];
      value += blob[4] * Math.exp(-(dx * dx + dy * dy + dz * dz) / (2 * blob[3] * blob[3]));
    }
    return inside * value;
  }

  /** How an image shows the object's value. */
  public interface Contrast {
    double of(double value);
  }

  /** What an image shows of the object at each of its points. */
  public interface Placement {
    LpsPoint inObject(LpsPoint inImage);
  }

  public Volume image(String label, GridGeometry grid, Placement placement, Contrast contrast) {
    Volume volume = Volume.zeros(Space.named(label), grid, IntensityUnit.ARBITRARY);
    GridSize size = grid.size();
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          double value = at(placement.inObject(grid.toLps(new VoxelIndex(i, j, k))));
          volume.voxels().set(size.offset(i, j, k), (float) contrast.of(value));
        }
      }
    }
    return volume;
  }

  /** An anisotropic grid turned by the given rotation vector, centred on the object. */
  public static GridGeometry grid(
      GridSize size, LpsVector spacingMm, double rx, double ry, double rz) {
    AffineMap turn = Rotations.ofVector(rx, ry, rz);
    AffineMap axes = AffineMap.scaling(spacingMm.x(), spacingMm.y(), spacingMm.z()).andThen(turn);
    LpsVector centre =
        axes.applyToVector(
            new LpsVector((size.ni() - 1) / 2.0, (size.nj() - 1) / 2.0, (size.nk() - 1) / 2.0));
    return new GridGeometry(size, axes.andThen(AffineMap.translation(centre.times(-1))));
  }

  /** Mean distance between two maps over points inside the object. */
  static double meanErrorMm(Placement a, Placement b) {
    SplittableRandom random = new SplittableRandom(3);
    double sum = 0;
    int count = 500;
    for (int n = 0; n < count; n++) {
      LpsPoint p =
          new LpsPoint(
              random.nextDouble(-40, 40), random.nextDouble(-45, 45), random.nextDouble(-35, 35));
      sum += a.inObject(p).distanceMm(b.inObject(p));
    }
    return sum / count;
  }
}
