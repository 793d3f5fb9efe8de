package org.regista.quality.region;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;

/**
 * What a region holds, on the voxels of the image itself: nothing is interpolated. Of a PET in SUV:
 * SUVmax, SUVmean, SUVpeak, the metabolic tumour volume of a region with a threshold, and the total
 * lesion glycolysis, which is their product SUVmean times volume (PERCIST, Wahl et al. 2009,
 * doi:10.2967/jnumed.108.057307).
 *
 * @param voxels how many
 * @param volumeMl of these voxels
 * @param cutOff whether the region leaves the image
 * @param maximum in the unit of the image
 * @param maximumAt centre of its voxel, LPS mm
 * @param deviation standard deviation over the voxels, of the population
 * @param peak null where no sphere of 1 ml about a voxel of the region lies within the image
 * @param glycolysis mean times volume, in the unit of the image times ml
 */
public record RegionMeasures(
    long voxels,
    double volumeMl,
    boolean cutOff,
    double maximum,
    LpsPoint maximumAt,
    double mean,
    double deviation,
    @Nullable Peak peak,
    double glycolysis) {

  private static final double MM3_PER_ML = 1000;

  /**
   * The largest mean over spheres of 1 ml about the voxels of the region; a voxel belongs to a
   * sphere if its centre does, whether it belongs to the region or not. This is IBSI's global
   * intensity peak (Zwanenburg et al. 2020, doi:10.1148/radiol.2020191145, feature 0F91), which
   * PERCIST calls the peak in "a 1.2-cm-diameter sphere". Spheres that leave the image do not
   * count.
   *
   * @param value in the unit of the image
   * @param at centre of the sphere, LPS mm
   */
  public record Peak(double value, LpsPoint at) {

    /** Of a sphere of 1 ml. */
    public static final double RADIUS_MM = Math.cbrt(3 * MM3_PER_ML / (4 * Math.PI));
  }

  /** Of the image whose voxels {@code region} names. */
  public static RegionMeasures of(Volume image, RegionVoxels region) {
    BitSet offsets = region.offsets();
    double sum = 0;
    for (int n = offsets.nextSetBit(0); n >= 0; n = offsets.nextSetBit(n + 1)) {
      sum += image.voxels().get(n);
    }
    int count = offsets.cardinality();
    double mean = sum / count;
    double squares = 0;
    for (int n = offsets.nextSetBit(0); n >= 0; n = offsets.nextSetBit(n + 1)) {
      double d = image.voxels().get(n) - mean;
      squares += d * d;
    }
    int hottest = RegionVoxels.hottest(image, offsets);
    double volumeMl = count * image.grid().voxelVolumeMm3() / MM3_PER_ML;
    return new RegionMeasures(
        count,
        volumeMl,
        region.cutOff(),
        image.voxels().get(hottest),
        centre(image.grid(), hottest),
        mean,
        Math.sqrt(squares / count),
        peak(image, offsets),
        mean * volumeMl);
  }

  private static LpsPoint centre(GridGeometry grid, int offset) {
    GridSize size = grid.size();
    int plane = size.ni() * size.nj();
    return grid.toLps(
        new VoxelIndex(
            offset % size.ni(),
            Math.floorDiv(offset % plane, size.ni()),
            Math.floorDiv(offset, plane)));
  }

  private static @Nullable Peak peak(Volume image, BitSet region) {
    Ball ball = Ball.of(image.grid());
    GridSize size = image.size();
    int plane = size.ni() * size.nj();
    double best = Double.NEGATIVE_INFINITY;
    int at = -1;
    for (int n = region.nextSetBit(0); n >= 0; n = region.nextSetBit(n + 1)) {
      int i = n % size.ni();
      int j = n % plane / size.ni();
      int k = n / plane;
      if (ball.fits(size, i, j, k)) {
        double mean = ball.mean(image, n);
        at = mean > best ? n : at;
        best = Math.max(mean, best);
      }
    }
    return at < 0 ? null : new Peak(best, centre(image.grid(), at));
  }

  /** The voxels of a sphere of 1 ml about a voxel, as steps in memory. */
  private record Ball(int[] steps, int reachI, int reachJ, int reachK) {

    static Ball of(GridGeometry grid) {
      int[] reach = new int[3];
      for (int axis = 0; axis < 3; axis++) {
        // between planes of voxels, which sheared axes bring closer than their spacing
        double between = grid.voxelVolumeMm3() / area(grid, axis);
        reach[axis] = (int) Math.floor(Peak.RADIUS_MM / between);
      }
      GridSize size = grid.size();
      int[] steps = new int[(2 * reach[0] + 1) * (2 * reach[1] + 1) * (2 * reach[2] + 1)];
      int count = 0;
      LpsPoint origin = grid.origin();
      for (int k = -reach[2]; k <= reach[2]; k++) {
        for (int j = -reach[1]; j <= reach[1]; j++) {
          for (int i = -reach[0]; i <= reach[0]; i++) {
            if (grid.toLps(new VoxelIndex(i, j, k)).distanceMm(origin) <= Peak.RADIUS_MM) {
              steps[count++] = (k * size.nj() + j) * size.ni() + i;
            }
          }
        }
      }
      return new Ball(Arrays.copyOf(steps, count), reach[0], reach[1], reach[2]);
    }

    /** Of the side of a voxel across {@code axis}, mm2. */
    private static double area(GridGeometry grid, int axis) {
      LpsVector a = grid.indexToLps().column((axis + 1) % 3);
      LpsVector b = grid.indexToLps().column((axis + 2) % 3);
      return a.cross(b).lengthMm();
    }

    boolean fits(GridSize size, int i, int j, int k) {
      return i >= reachI
          && i < size.ni() - reachI
          && j >= reachJ
          && j < size.nj() - reachJ
          && k >= reachK
          && k < size.nk() - reachK;
    }

    double mean(Volume image, int centre) {
      double sum = 0;
      for (int step : steps) {
        sum += image.voxels().get(centre + step);
      }
      return sum / steps.length;
    }
  }
}
