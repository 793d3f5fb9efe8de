package org.regista.viewers.volume;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.viewers.slice.Scene;

/**
 * A pair of volumes made ready for rays: copies of 16 bits, no larger than a renderer can take, in
 * the fixed space. The moving volume is interpolated once, on a grid over the fixed volume, at the
 * places that the transform gives; beyond its border stands its smallest value. Borrows nothing.
 */
public final class VolumeScene {

  private static final double LITTLE_COARSER = 1.5;

  private final GridGeometry bounds;
  private final RayLayer fixed;
  private final RayLayer moving;
  private final String reductionOfFixed;
  private final String reductionOfMoving;
  private final SolidModel solids;

  private VolumeScene(
      GridGeometry bounds,
      RayLayer fixed,
      RayLayer moving,
      String reductionOfFixed,
      String reductionOfMoving,
      SolidModel solids) {
    this.bounds = bounds;
    this.fixed = fixed;
    this.moving = moving;
    this.reductionOfFixed = reductionOfFixed;
    this.reductionOfMoving = reductionOfMoving;
    this.solids = solids;
  }

  /**
   * How large a volume may be.
   *
   * @param voxels of each of the two
   * @param edge along any axis
   */
  public record Limits(long voxels, int edge) {}

  /**
   * Takes seconds for large volumes.
   *
   * @param abandoned asked once per plane
   * @throws CancellationException if {@code abandoned} says so
   * @throws IllegalStateException if a volume is closed meanwhile
   */
  public static VolumeScene prepare(
      Scene scene, Limits limits, int threads, BooleanSupplier abandoned) {
    Volume fixed = scene.fixed();
    Reduction ofFixed = Reduction.within(fixed.grid(), limits);
    RayLayer fixedLayer = RayLayer.of(fixed, ofFixed, threads, abandoned);
    GridGeometry onto = grid(fixed.grid(), scene.moving().grid(), limits);
    RayLayer movingLayer = moving(scene, onto, threads, abandoned);
    return new VolumeScene(
        fixed.grid(),
        fixedLayer,
        movingLayer,
        ofFixed.words(),
        resampled(scene, onto),
        SolidModel.NOTHING);
  }

  /** The same fixed volume with what {@code scene} says of the moving one; otherwise as above. */
  public VolumeScene through(Scene scene, Limits limits, int threads, BooleanSupplier abandoned) {
    GridGeometry onto = grid(bounds, scene.moving().grid(), limits);
    RayLayer again = moving(scene, onto, threads, abandoned);
    return new VolumeScene(bounds, fixed, again, reductionOfFixed, resampled(scene, onto), solids);
  }

  private static RayLayer moving(
      Scene scene, GridGeometry onto, int threads, BooleanSupplier abandoned) {
    Volume moving = scene.moving();
    Reduction first = Reduction.towards(moving.grid(), onto.spacingMm(0));
    Range range = Range.of(moving, threads, abandoned);
    if (first.isNone()) {
      return RayLayer.of(resample(scene, moving, onto, range, threads), range, threads, abandoned);
    }
    // means first, or the coarser grid would pick single voxels
    try (Volume smaller = first.apply(moving, threads, abandoned)) {
      return RayLayer.of(resample(scene, smaller, onto, range, threads), range, threads, abandoned);
    }
  }

  private static Volume resample(
      Scene scene, Volume moving, GridGeometry onto, Range range, int threads) {
    return new Resampler(threads)
        .resample(
            moving, scene.fixedToMoving(), onto, Interpolation.LINEAR, (float) range.lowest());
  }

  /** A grid over {@code fixed} with the finest spacing of {@code moving} that is allowed. */
  static GridGeometry grid(GridGeometry fixed, GridGeometry moving, Limits limits) {
    double finest =
        Math.min(moving.spacingMm(0), Math.min(moving.spacingMm(1), moving.spacingMm(2)));
    double mm = finest;
    GridSize size = size(fixed, mm);
    while (size.voxelCount() > limits.voxels() || edge(size) > limits.edge()) {
      mm *= 1.05;
      size = size(fixed, mm);
    }
    return regridded(fixed, size);
  }

  private static int edge(GridSize size) {
    return Math.max(size.ni(), Math.max(size.nj(), size.nk()));
  }

  private static GridSize size(GridGeometry fixed, double mm) {
    return new GridSize(
        cells(fixed.size().ni() * fixed.spacingMm(0) / mm),
        cells(fixed.size().nj() * fixed.spacingMm(1) / mm),
        cells(fixed.size().nk() * fixed.spacingMm(2) / mm));
  }

  private static int cells(double wanted) {
    return (int) Math.max(1, Math.round(wanted));
  }

  /** The box of {@code grid}, divided otherwise. */
  static GridGeometry regridded(GridGeometry grid, GridSize size) {
    double fi = (double) grid.size().ni() / size.ni();
    double fj = (double) grid.size().nj() / size.nj();
    double fk = (double) grid.size().nk() / size.nk();
    return Reduction.stretched(grid, size, fi, fj, fk);
  }

  private static String resampled(Scene scene, GridGeometry onto) {
    double finest = Double.MAX_VALUE;
    double mm = 0;
    for (int axis = 0; axis < 3; axis++) {
      finest = Math.min(finest, scene.moving().grid().spacingMm(axis));
      mm = Math.max(mm, onto.spacingMm(axis));
    }
    return mm > LITTLE_COARSER * finest ? "moving sampled every %.1f mm".formatted(mm) : "";
  }

  /** The same volumes with surfaces and lines among them. */
  public VolumeScene with(SolidModel model) {
    return new VolumeScene(bounds, fixed, moving, reductionOfFixed, reductionOfMoving, model);
  }

  /** By how much the volumes were reduced, in words; empty if they were not. */
  public String reduction() {
    return Stream.of(reductionOfFixed, reductionOfMoving)
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** The step that looks at every voxel twice. */
  public double fineStepMm() {
    return Math.min(fixed.finestMm(), moving.finestMm()) / 2;
  }

  /** The whole fixed volume in view, from the front. */
  public VolumeCamera firstView() {
    return firstView(bounds);
  }

  /** The whole of {@code grid} in view, from the front. */
  public static VolumeCamera firstView(GridGeometry grid) {
    GridSize size = grid.size();
    double longest =
        Math.max(
            size.ni() * grid.spacingMm(0),
            Math.max(size.nj() * grid.spacingMm(1), size.nk() * grid.spacingMm(2)));
    LpsPoint middle =
        grid.toLps(
            new VoxelIndex((size.ni() - 1) / 2.0, (size.nj() - 1) / 2.0, (size.nk() - 1) / 2.0));
    VolumeCamera.Side front = VolumeCamera.Side.FRONT;
    return VolumeCamera.of(front, middle, 1.05 * longest);
  }

  GridGeometry bounds() {
    return bounds;
  }

  RayLayer fixed() {
    return fixed;
  }

  RayLayer moving() {
    return moving;
  }

  SolidModel solids() {
    return solids;
  }
}
