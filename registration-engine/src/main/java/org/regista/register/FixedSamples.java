package org.regista.register;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.image.GridSampler;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.preprocess.GridWeights;

/**
 * Where the fixed image is compared: one random point in each cell of a regular division, so that
 * no point coincides with a voxel centre of either image for a whole registration (grid artefacts
 * of mutual information, Pluim et al. 2000, doi:10.1006/cviu.1999.0816). The same points on every
 * run.
 *
 * @param points planar [3][count], LPS mm relative to {@code centre}
 * @param radiusMm root mean square distance of the points from the centre
 */
record FixedSamples(
    LpsPoint centre,
    NativeBuffer points,
    NativeBuffer values,
    NativeBuffer weights,
    double radiusMm)
    implements AutoCloseable {

  private static final long SEED = 20030801;
  private static final int FEWEST = 64;

  /**
   * @param count about how many are wanted; there are never more than voxels
   * @throws InputDataException if the mask leaves too few points
   */
  static FixedSamples draw(Volume fixed, Optional<Mask> mask, int count, LpsPoint centre) {
    GridWeights weights = GridWeights.of(mask, fixed.grid());
    double edge = cellEdge(fixed, weights, count);
    Collector collector = new Collector(fixed, weights, centre);
    GridSize size = fixed.size();
    SplittableRandom random = new SplittableRandom(SEED);
    for (double k = 0; k < size.nk(); k += edge) {
      for (double j = 0; j < size.nj(); j += edge) {
        for (double i = 0; i < size.ni(); i += edge) {
          collector.add(
              i - 0.5 + edge * random.nextDouble(),
              j - 0.5 + edge * random.nextDouble(),
              k - 0.5 + edge * random.nextDouble());
        }
      }
    }
    return collector.finish();
  }

  /** Edge of a cell in voxels such that about {@code count} of them lie in the mask. */
  private static double cellEdge(Volume fixed, GridWeights weights, int count) {
    double within = 0;
    long voxels = fixed.size().voxelCount();
    for (long p = 0; p < voxels; p++) {
      within += weights.at(p) > 0 ? 1 : 0;
    }
    return Math.max(1, Math.cbrt(within / count));
  }

  @Override
  public void close() {
    points.close();
    values.close();
    weights.close();
  }

  /** Takes positions in voxels, keeps those with weight. */
  private static final class Collector {
    private final Volume fixed;
    private final GridWeights weights;
    private final LpsPoint centre;
    private final AffineMap indexToLps;
    private final GridSampler sampler;
    private float[] rows = new float[5 * 4096];
    private int count;
    private double squares;

    Collector(Volume fixed, GridWeights weights, LpsPoint centre) {
      this.fixed = fixed;
      this.weights = weights;
      this.centre = centre;
      this.indexToLps = fixed.grid().indexToLps();
      this.sampler = new GridSampler(fixed.voxels(), fixed.grid());
    }

    void add(double i, double j, double k) {
      double weight = sampler.moveToIndex(i, j, k) ? weights.at(i, j, k) : 0;
      if (!(weight > 0)) {
        return;
      }
      if (5 * (count + 1) > rows.length) {
        rows = Arrays.copyOf(rows, 2 * rows.length);
      }
      double x = indexToLps.row0(i, j, k) - centre.x();
      double y = indexToLps.row1(i, j, k) - centre.y();
      double z = indexToLps.row2(i, j, k) - centre.z();
      squares += x * x + y * y + z * z;
      int at = 5 * count++;
      rows[at] = (float) x;
      rows[at + 1] = (float) y;
      rows[at + 2] = (float) z;
      rows[at + 3] = (float) sampler.value(0);
      rows[at + 4] = (float) weight;
    }

    FixedSamples finish() {
      if (count < FEWEST) {
        throw new InputDataException(
            "'%s': only %d points can be compared, at least %d are needed; is its mask too small or beside the image?"
                .formatted(fixed.space().label(), count, FEWEST));
      }
      NativeBuffer points = NativeBuffer.allocate(3L * count);
      NativeBuffer values = NativeBuffer.allocate(count);
      NativeBuffer sampleWeights = NativeBuffer.allocate(count);
      for (int n = 0; n < count; n++) {
        points.set(n, rows[5 * n]);
        points.set((long) count + n, rows[5 * n + 1]);
        points.set(2L * count + n, rows[5 * n + 2]);
        values.set(n, rows[5 * n + 3]);
        sampleWeights.set(n, rows[5 * n + 4]);
      }
      return new FixedSamples(centre, points, values, sampleWeights, Math.sqrt(squares / count));
    }
  }
}
