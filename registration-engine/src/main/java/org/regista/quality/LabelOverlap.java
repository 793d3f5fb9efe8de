package org.regista.quality;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.image.Volume;
import org.regista.parallel.Workers;

/**
 * How well structures that a person or a program outlined on both images lie over each other, per
 * label and on average over the labels.
 *
 * @param meanDice over all labels; 0 for one that only one image has
 * @param meanJaccard the same
 * @param meanDistanceMm of {@link Surface#meanMm}, over the labels that both images have
 * @param meanP95Mm of {@link Surface#p95Mm}, over the same
 */
public record LabelOverlap(
    double meanDice,
    double meanJaccard,
    double meanDistanceMm,
    double meanP95Mm,
    List<Score> labels) {

  /** How far from a right angle (as a cosine) axes may be for distances along them to add up. */
  private static final double ORTHOGONALITY_TOLERANCE = 1e-3;

  private static final double MM3_PER_ML = 1000;

  /**
   * One label.
   *
   * @param dice twice the common volume by the sum of the volumes
   * @param jaccard the common volume by that of the union
   * @param surface null if only one image has the label
   */
  public record Score(
      int label,
      double dice,
      double jaccard,
      @Nullable Surface surface,
      double fixedMl,
      double warpedMl) {}

  /**
   * Distances between the two surfaces, from voxel centre to voxel centre. The surface of a
   * structure consists of its voxels with at least one of six neighbours outside it.
   *
   * @param meanMm mean distance to agreement: from either surface to the other one, then the mean
   *     of both
   * @param p95Mm the larger of the two 95th percentiles (HD95)
   * @param maxMm the larger of the two maxima (Hausdorff)
   */
  public record Surface(double meanMm, double p95Mm, double maxMm) {}

  public LabelOverlap {
    labels = List.copyOf(labels);
  }

  /**
   * Compares two label images, borrowed; 0 is background.
   *
   * @param warped on the grid of {@code fixed}, resampled by nearest neighbour or by label
   * @throws InputDataException if a voxel is no whole number, there is no label at all, or the grid
   *     is sheared
   */
  public static LabelOverlap of(Volume fixed, Volume warped, int threads) {
    if (!fixed.grid().sameAs(warped.grid(), 1e-3)) {
      throw new IllegalArgumentException(
          "labels of '%s' and '%s' lie on different grids; resample one onto the other first"
              .formatted(fixed.space().label(), warped.space().label()));
    }
    requireOrthogonal(fixed);
    Collection<LabelExtent> extents = LabelExtent.all(fixed, warped);
    if (extents.isEmpty()) {
      throw new InputDataException(
          "neither '%s' nor '%s' holds a label other than 0"
              .formatted(fixed.space().label(), warped.space().label()));
    }
    LabelExtent[] found = extents.toArray(new LabelExtent[0]);
    Score[] scores = new Score[found.length];
    Workers.forEach(found.length, threads, n -> scores[n] = score(found[n], fixed, warped));
    return mean(Arrays.asList(scores));
  }

  private static void requireOrthogonal(Volume fixed) {
    double shear = fixed.grid().shear();
    if (shear > ORTHOGONALITY_TOLERANCE) {
      throw new InputDataException(
          ("the axes of '%s' are not at right angles (cosine %.4f), so distances between surfaces "
                  + "cannot be measured; resample it onto an orthogonal grid first")
              .formatted(fixed.space().label(), shear));
    }
  }

  private static Score score(LabelExtent extent, Volume fixed, Volume warped) {
    GridGeometry grid = fixed.grid();
    double mlPerVoxel = grid.voxelVolumeMm3() / MM3_PER_ML;
    double sum = extent.inFixed() + extent.inWarped();
    boolean both = extent.inFixed() > 0 && extent.inWarped() > 0;
    return new Score(
        extent.label(),
        2 * extent.inBoth() / sum,
        extent.inBoth() / (sum - extent.inBoth()),
        both ? SurfaceDistances.between(extent, fixed, warped) : null,
        extent.inFixed() * mlPerVoxel,
        extent.inWarped() * mlPerVoxel);
  }

  private static LabelOverlap mean(List<Score> scores) {
    List<Surface> surfaces = scores.stream().map(Score::surface).filter(Objects::nonNull).toList();
    return new LabelOverlap(
        mean(scores, Score::dice),
        mean(scores, Score::jaccard),
        mean(surfaces, Surface::meanMm),
        mean(surfaces, Surface::p95Mm),
        scores);
  }

  private static <T> double mean(List<T> items, ToDoubleFunction<T> number) {
    return items.stream().mapToDouble(number).average().orElse(0);
  }
}
