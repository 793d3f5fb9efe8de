package org.regista.register.blocks;

import java.util.Arrays;
import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.parallel.Workers;
import org.regista.register.discrete.WorkingGrid;

/**
 * Looks for blocks of the fixed image in the moving one at one resolution (Ourselin et al. 2001,
 * doi:10.1016/S0262-8856(00)00052-4; sizes as in Modat et al. 2014, doi:10.1117/1.JMI.1.2.024003):
 * blocks of 4 x 4 x 4 voxels side by side, up to 3 voxels away along each axis, where the
 * correlation coefficient is highest whatever its sign. Unlike there, voxels are cubes, places
 * between voxels are estimated by a parabola, and the search goes one way.
 */
public final class BlockMatching {

  /** So many blocks share their working memory. */
  private static final int AT_ONCE = 64;

  private final Volume moving;
  private final Optional<Mask> movingMask;
  private final int threads;
  private final WorkingGrid working;
  private final FixedBlocks blocks;

  /**
   * Borrows the images, which are best about as fine as the spacing, and the masks: a block takes
   * part if its middle lies in the fixed one, and is found only where all of it lies in the moving
   * one.
   *
   * @param busiest share of the blocks that are looked for, those with most variance first
   * @throws org.regista.error.InputDataException if the fixed image has one value
   */
  public BlockMatching(
      Volume fixed,
      Optional<Mask> fixedMask,
      Volume moving,
      Optional<Mask> movingMask,
      double spacingMm,
      double busiest,
      int threads) {
    this.moving = moving;
    this.movingMask = movingMask;
    this.threads = threads;
    this.working = WorkingGrid.over(fixed.grid(), spacingMm);
    this.blocks = FixedBlocks.of(fixed, fixedMask, working, busiest, threads);
  }

  /**
   * Where each block is found, in LPS mm of the fixed space: {@code fixedToMoving(to)} shows what
   * is at {@code from}. Blocks that are not found are left out.
   */
  public Correspondences match(AffineMap fixedToMoving) {
    float[] warped = Sampling.of(moving, movingMask, working, fixedToMoving, Region.REACH, threads);
    double[] displacements = new double[3 * blocks.count()];
    double[] likeness = new double[blocks.count()];
    int batches = (blocks.count() + AT_ONCE - 1) / AT_ONCE;
    Workers.forEach(
        batches,
        threads,
        batch -> {
          Region region = new Region();
          int end = Math.min(blocks.count(), (batch + 1) * AT_ONCE);
          for (int n = batch * AT_ONCE; n < end; n++) {
            find(n, warped, region, displacements, likeness);
          }
        });
    return correspondences(displacements, likeness);
  }

  private void find(
      int n, float[] warped, Region region, double[] displacements, double[] likeness) {
    GridSize size = working.padded(Region.REACH);
    int[] c = blocks.corners();
    int from = (int) size.offset(c[3 * n], c[3 * n + 1], c[3 * n + 2]);
    boolean there = region.enter(warped, from, size.ni(), size.ni() * size.nj());
    int place = -1;
    if (there) {
      region.compare(blocks.values(), Region.BLOCK * n);
      place = region.best();
    }
    boolean found = there && region.comparable(place);
    for (int axis = 0; axis < 3; axis++) {
      displacements[3 * n + axis] = found ? region.displacement(place, axis) : Double.NaN;
    }
    likeness[n] = found ? region.atCentre() : Double.NaN;
  }

  private Correspondences correspondences(double[] displacements, double[] likeness) {
    double[] from = new double[displacements.length];
    double[] to = new double[displacements.length];
    AffineMap toLps = working.geometry().indexToLps();
    double middle = 0.5 * (Region.EDGE - 1);
    int found = 0;
    for (int n = 0; n < likeness.length; n++) {
      if (Double.isNaN(displacements[3 * n])) {
        continue;
      }
      double i = blocks.corners()[3 * n] + middle;
      double j = blocks.corners()[3 * n + 1] + middle;
      double k = blocks.corners()[3 * n + 2] + middle;
      put(toLps, i, j, k, from, found);
      put(
          toLps,
          i + displacements[3 * n],
          j + displacements[3 * n + 1],
          k + displacements[3 * n + 2],
          to,
          found++);
    }
    double mean = Arrays.stream(likeness).filter(r -> !Double.isNaN(r)).average().orElse(0);
    return new Correspondences(Arrays.copyOf(from, 3 * found), Arrays.copyOf(to, 3 * found), mean);
  }

  private static void put(AffineMap toLps, double i, double j, double k, double[] points, int n) {
    points[3 * n] = toLps.row0(i, j, k);
    points[3 * n + 1] = toLps.row1(i, j, k);
    points[3 * n + 2] = toLps.row2(i, j, k);
  }
}
