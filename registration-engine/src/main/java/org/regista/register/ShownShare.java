package org.regista.register;

import java.util.Optional;
import org.regista.compute.FieldOfView;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.preprocess.Foreground;
import org.regista.preprocess.GridWeights;

/**
 * The share of the patient in the fixed image that the moving image shows at a pose, with its
 * derivative.
 *
 * @param value in [0, 1]
 * @param derivative with respect to the twelve entries of the pose, row-major 3x4
 */
record ShownShare(double value, double[] derivative) {

  /** The mask where the image shows the patient, 0 in the air around. */
  static float[] patient(Volume fixed, Optional<Mask> mask) {
    GridWeights masked = GridWeights.of(mask, fixed.grid());
    float threshold = Foreground.threshold(fixed);
    float[] weights = new float[Math.toIntExact(fixed.voxels().length())];
    for (int n = 0; n < weights.length; n++) {
      weights[n] = fixed.voxels().get(n) > threshold ? (float) masked.at(n) : 0;
    }
    return weights;
  }

  /**
   * @param weights how much each voxel of {@code fixed} counts
   * @param centre the pose takes places relative to this point of the fixed space
   */
  static ShownShare of(
      GridGeometry fixed, float[] weights, GridGeometry moving, LpsPoint centre, AffineMap pose) {
    FieldOfView field = new FieldOfView(moving, pose);
    AffineMap toLps = fixed.indexToLps();
    GridSize size = fixed.size();
    Sums sums = new Sums();
    int voxel = 0;
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++, voxel++) {
          sums.add(
              weights[voxel],
              field,
              toLps.row0(i, j, k) - centre.x(),
              toLps.row1(i, j, k) - centre.y(),
              toLps.row2(i, j, k) - centre.z());
        }
      }
    }
    return sums.share();
  }

  private static final class Sums {
    private final double[] derivative = new double[12];
    private double all;
    private double shown;

    void add(double weight, FieldOfView field, double x, double y, double z) {
      if (!(weight > 0)) {
        return;
      }
      double covered = field.at(x, y, z);
      all += weight;
      shown += weight * covered;
      if (covered > 0 && covered < 1) {
        LpsVector slope = field.slope();
        addRow(0, weight * slope.x(), x, y, z);
        addRow(4, weight * slope.y(), x, y, z);
        addRow(8, weight * slope.z(), x, y, z);
      }
    }

    private void addRow(int first, double slope, double x, double y, double z) {
      derivative[first] += slope * x;
      derivative[first + 1] += slope * y;
      derivative[first + 2] += slope * z;
      derivative[first + 3] += slope;
    }

    ShownShare share() {
      if (!(all > 0)) {
        return new ShownShare(0, derivative);
      }
      for (int n = 0; n < derivative.length; n++) {
        derivative[n] /= all;
      }
      return new ShownShare(shown / all, derivative);
    }
  }
}
