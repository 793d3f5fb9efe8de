package org.regista.register;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.regista.compute.DeformableSizes;
import org.regista.geometry.GridGeometry;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.preprocess.IntensityLimits;
import org.regista.preprocess.Preprocessor;
import org.regista.preprocess.Pyramid;
import org.regista.register.plan.DiffeomorphicLevel;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.register.plan.IntensityRange;

/**
 * The two images as they are compared: clamped to the plan's intensities, at any resolution. Images
 * and masks of the request are borrowed, all others owned. For one thread.
 */
final class ImagePair implements AutoCloseable {

  /** No axis is thinned below this many voxels. */
  private static final int FEWEST_VOXELS = 16;

  private static final double KEPT_FROM_MM = 4;

  /**
   * More do not make a deformation better, which is smooth over several voxels, but would need more
   * than 8 GB; 512 x 512 x 400 voxels of CT become half as many along two or three axes.
   */
  private static final long MOST_DEFORMED_VOXELS = 48_000_000;

  private static final double COARSER = 1.05;

  private final Clamped fixed;
  private final Clamped moving;
  private final Optional<Mask> fixedMask;
  private final Optional<Mask> movingMask;
  private final int threads;
  private final Map<Double, Level> coarse = new HashMap<>();
  private long mostDeformedVoxels = MOST_DEFORMED_VOXELS;

  ImagePair(RegistrationRequest request) {
    this.threads = request.threads();
    this.fixedMask = request.fixedMask();
    this.movingMask = request.movingMask();
    this.fixed = new Clamped(request.fixed(), request.plan().fixedRange(), threads);
    this.moving = new Clamped(request.moving(), request.plan().movingRange(), threads);
  }

  /** Of the image as it came. */
  GridGeometry fixedGrid() {
    return fixed.original.grid();
  }

  Volume fixed() {
    return fixed.get();
  }

  Volume moving() {
    return moving.get();
  }

  /** Gives back the memory of both images at full resolution until they are asked for again. */
  void releaseFull() {
    fixed.release();
    moving.release();
  }

  Optional<Mask> fixedMask() {
    return fixedMask;
  }

  Optional<Mask> movingMask() {
    return movingMask;
  }

  int threads() {
    return threads;
  }

  /**
   * Both images at about a spacing; the caller closes them. Coarse ones are made once: they are
   * small, and making them reads every voxel.
   */
  Level at(double spacingMm) {
    return spacingMm < KEPT_FROM_MM
        ? level(spacingMm, Level.Owner.CALLER)
        : coarse.computeIfAbsent(spacingMm, mm -> level(mm, Level.Owner.PAIR));
  }

  private Level level(double spacingMm, Level.Owner owner) {
    return new Level(shrunk(fixed(), spacingMm), shrunk(moving(), spacingMm), owner);
  }

  /** The same with mean 0 and deviation 1 within the masks; the caller closes them. */
  Level standardisedAt(double spacingMm) {
    try (Level raw = at(spacingMm)) {
      return standardised(raw);
    }
  }

  /**
   * The same with the fixed image's voxels as the stage wants them, at the next coarser spacing
   * that a deformation of both has room for.
   */
  Level standardisedAt(double spacingMm, DiffeomorphicStage.Voxels voxels) {
    double affordableMm = affordableMm(spacingMm, voxels);
    if (voxels == DiffeomorphicStage.Voxels.AS_FIXED) {
      return standardisedAt(affordableMm);
    }
    GridGeometry cubes = finest(voxels);
    try (Volume fine = CubicVoxels.resampled(fixed(), cubes, threads);
        Level raw = new Level(shrunk(fine, affordableMm), shrunk(moving(), affordableMm))) {
      return standardised(raw);
    }
  }

  private GridGeometry finest(DiffeomorphicStage.Voxels voxels) {
    return voxels == DiffeomorphicStage.Voxels.AS_FIXED
        ? fixedGrid()
        : CubicVoxels.of(fixedGrid(), moving.original.grid());
  }

  private double affordableMm(double spacingMm, DiffeomorphicStage.Voxels voxels) {
    GridGeometry grid = finest(voxels);
    double affordableMm = spacingMm;
    while (Pyramid.gridAt(grid, affordableMm, FEWEST_VOXELS).size().voxelCount()
        > mostDeformedVoxels) {
      affordableMm *= COARSER;
    }
    return affordableMm;
  }

  /** From now on no level of a deformation has more voxels than this. */
  void allowDeformed(long mostVoxels) {
    mostDeformedVoxels = mostVoxels;
  }

  /** How large a level of a deformation is going to be; see {@link #standardisedAt}. */
  DeformableSizes sizesOf(DiffeomorphicStage stage, DiffeomorphicLevel level) {
    double levelMm = affordableMm(level.shrink() * finestMm(fixedGrid()), stage.voxels());
    GridGeometry grid = Pyramid.gridAt(finest(stage.voxels()), levelMm, FEWEST_VOXELS);
    return new DeformableSizes(
        grid.size(),
        Pyramid.gridAt(moving.original.grid(), levelMm, FEWEST_VOXELS).size().voxelCount(),
        fixedMask.map(m -> m.weights().length()).orElse(0L),
        movingMask.map(m -> m.weights().length()).orElse(0L),
        coarser(grid, level.fieldShrink()).size(),
        coarser(grid, level.stepShrink()).size(),
        stage.similarity());
  }

  private Level standardised(Level raw) {
    return new Level(
        Preprocessor.standardise(raw.fixed(), fixedMask, threads),
        Preprocessor.standardise(raw.moving(), movingMask, threads));
  }

  /** A grid so many times coarser on its finest axis, other axes less or not at all. */
  static GridGeometry coarser(GridGeometry grid, int shrink) {
    return shrink == 1 ? grid : Pyramid.gridAt(grid, shrink * finestMm(grid), FEWEST_VOXELS);
  }

  static double finestMm(GridGeometry grid) {
    return Math.min(grid.spacingMm(0), Math.min(grid.spacingMm(1), grid.spacingMm(2)));
  }

  private Volume shrunk(Volume volume, double spacingMm) {
    return Pyramid.at(volume, spacingMm, FEWEST_VOXELS, threads);
  }

  @Override
  public void close() {
    coarse.values().forEach(Level::free);
    releaseFull();
  }

  /** An image within the plan's intensities, made when it is needed. */
  private static final class Clamped {

    private final Volume original;
    private final IntensityLimits limits;
    private final int threads;
    private Optional<Volume> made = Optional.empty();

    Clamped(Volume original, IntensityRange range, int threads) {
      this.original = original;
      this.threads = threads;
      this.limits =
          switch (range) {
            case IntensityRange.Percentiles p ->
                IntensityLimits.percentiles(original, p.low(), p.high());
            case IntensityRange.Values v -> IntensityLimits.window(original, v.low(), v.high());
          };
    }

    Volume get() {
      Volume volume = made.orElseGet(() -> Preprocessor.clamp(original, limits, threads));
      made = Optional.of(volume);
      return volume;
    }

    void release() {
      made.ifPresent(Volume::close);
      made = Optional.empty();
    }
  }

  /** Two images of one resolution. */
  record Level(Volume fixed, Volume moving, Owner owner) implements AutoCloseable {

    enum Owner {
      CALLER,
      PAIR
    }

    /** The caller's. */
    Level(Volume fixed, Volume moving) {
      this(fixed, moving, Owner.CALLER);
    }

    /** Frees the images, unless the pair keeps them for the next who asks. */
    @Override
    public void close() {
      if (owner == Owner.CALLER) {
        free();
      }
    }

    private void free() {
      fixed.close();
      moving.close();
    }
  }
}
