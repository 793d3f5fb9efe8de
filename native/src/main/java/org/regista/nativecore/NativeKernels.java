package org.regista.nativecore;

import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.Border;
import org.regista.compute.kernel.FieldLattice;
import org.regista.compute.kernel.HostKernels;
import org.regista.compute.kernel.JacobianStatistics;
import org.regista.compute.kernel.StepBound;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * All kernels in C++; those over dense grids are here, the others inherited. A buffer that is too
 * short for a call is refused. Whoever constructs closes.
 */
public final class NativeKernels extends NativeSampleKernels implements HostKernels {

  /** The largest window of localCorrelation has 17 voxels along an axis. */
  private static final int MAX_RADIUS = 8;

  /** Kernels for the best instructions of this machine. */
  public NativeKernels(int threads) {
    this(threads, InstructionSet.best());
  }

  NativeKernels(int threads, InstructionSet instructions) {
    super(threads, instructions);
  }

  @Override
  public void warp(
      NativeBuffer moving,
      GridSize movingSize,
      AffineMap fixedIndexToMovingIndex,
      NativeBuffer u,
      FieldLattice lattice,
      GridSize size,
      NativeBuffer warped,
      NativeBuffer weight) {
    call(
        "warp",
        (c, l) ->
            CpuBridge.warp(
                c,
                l.image(moving, movingSize),
                movingSize.ni(),
                movingSize.nj(),
                movingSize.nk(),
                rows(fixedIndexToMovingIndex),
                l.field(u, lattice.size()),
                numbers(lattice),
                size.ni(),
                size.nj(),
                size.nk(),
                l.image(warped, size),
                l.image(weight, size)));
  }

  @Override
  public double localCorrelation(
      NativeBuffer fixed,
      NativeBuffer warped,
      NativeBuffer weight,
      GridSize size,
      int radiusI,
      int radiusJ,
      int radiusK,
      double noiseVariance,
      NativeBuffer derivative) {
    requireRadius(radiusI);
    requireRadius(radiusJ);
    requireRadius(radiusK);
    double[] value = new double[1];
    call(
        "localCorrelation",
        (c, l) ->
            CpuBridge.localCorrelation(
                c,
                l.image(fixed, size),
                l.image(warped, size),
                l.image(weight, size),
                size.ni(),
                size.nj(),
                size.nk(),
                radiusI,
                radiusJ,
                radiusK,
                noiseVariance,
                l.image(derivative, size),
                value));
    return value[0];
  }

  private static void requireRadius(int radius) {
    if (radius < 0 || radius > MAX_RADIUS) {
      throw new IllegalArgumentException(
          "radius of %d voxels; 0 to %d are possible".formatted(radius, MAX_RADIUS));
    }
  }

  @Override
  public void force(
      NativeBuffer derivative,
      NativeBuffer warped,
      NativeBuffer weight,
      GridSize size,
      AxisValues scale,
      FieldLattice lattice,
      NativeBuffer force) {
    call(
        "force",
        (c, l) ->
            CpuBridge.force(
                c,
                l.image(derivative, size),
                l.image(warped, size),
                l.image(weight, size),
                size.ni(),
                size.nj(),
                size.nk(),
                scale.i(),
                scale.j(),
                scale.k(),
                numbers(lattice),
                l.field(force, lattice.size())));
  }

  private static double[] numbers(FieldLattice lattice) {
    GridSize size = lattice.size();
    AxisValues scale = lattice.scale();
    AxisValues offset = lattice.offset();
    return new double[] {
      size.ni(),
      size.nj(),
      size.nk(),
      scale.i(),
      scale.j(),
      scale.k(),
      offset.i(),
      offset.j(),
      offset.k()
    };
  }

  @Override
  public double[] gridMoments(NativeBuffer force, GridSize size) {
    double[] moments = new double[12];
    call(
        "gridMoments",
        (c, l) ->
            CpuBridge.gridMoments(
                c, l.field(force, size), size.ni(), size.nj(), size.nk(), moments));
    return moments;
  }

  @Override
  public void smooth(
      NativeBuffer images, int components, GridSize size, AxisValues sigmaVoxels, Border border) {
    call(
        "smooth",
        (c, l) ->
            CpuBridge.smooth(
                c,
                l.list(images, components * size.voxelCount()),
                components,
                size.ni(),
                size.nj(),
                size.nk(),
                sigmaVoxels.i(),
                sigmaVoxels.j(),
                sigmaVoxels.k(),
                border == Border.ZERO ? 0 : 1));
  }

  @Override
  public double accumulate(
      NativeBuffer momentum,
      double decay,
      NativeBuffer addend,
      GridSize size,
      AxisValues spacingMm) {
    double[] typicalMm = new double[1];
    call(
        "accumulate",
        (c, l) ->
            CpuBridge.accumulate(
                c,
                l.field(momentum, size),
                decay,
                l.field(addend, size),
                size.ni(),
                size.nj(),
                size.nk(),
                spacingMm.i(),
                spacingMm.j(),
                spacingMm.k(),
                typicalMm));
    return typicalMm[0];
  }

  @Override
  public void limitStep(
      NativeBuffer v,
      double typicalMm,
      double maxMm,
      GridSize size,
      AxisValues spacingMm,
      NativeBuffer step) {
    call(
        "limitStep",
        (c, l) ->
            CpuBridge.limitStep(
                c,
                l.field(v, size),
                typicalMm,
                maxMm,
                size.ni(),
                size.nj(),
                size.nk(),
                spacingMm.i(),
                spacingMm.j(),
                spacingMm.k(),
                l.field(step, size)));
  }

  @Override
  public StepBound stepBound(NativeBuffer v, GridSize size, AxisValues spacingMm) {
    double[] bound = new double[2];
    call(
        "stepBound",
        (c, l) ->
            CpuBridge.stepBound(
                c,
                l.field(v, size),
                size.ni(),
                size.nj(),
                size.nk(),
                spacingMm.i(),
                spacingMm.j(),
                spacingMm.k(),
                bound));
    return new StepBound(bound[0], bound[1]);
  }

  @Override
  public void compose(
      NativeBuffer u, NativeBuffer v, double s, FieldLattice lattice, GridSize size) {
    call(
        "compose",
        (c, l) ->
            CpuBridge.compose(
                c,
                l.field(u, size),
                l.field(v, lattice.size()),
                s,
                numbers(lattice),
                size.ni(),
                size.nj(),
                size.nk()));
  }

  @Override
  public void clearBorder(NativeBuffer field, GridSize size) {
    call(
        "clearBorder",
        (c, l) -> CpuBridge.clearBorder(c, l.field(field, size), size.ni(), size.nj(), size.nk()));
  }

  @Override
  public JacobianStatistics jacobian(NativeBuffer u, GridSize size, NativeBuffer centralMap) {
    double[] s = new double[6];
    call(
        "jacobian",
        (c, l) ->
            CpuBridge.jacobian(
                c,
                l.field(u, size),
                size.ni(),
                size.nj(),
                size.nk(),
                l.image(centralMap, size),
                s));
    return new JacobianStatistics(s[0], s[1], (long) s[2], (long) s[3], s[4], s[5]);
  }

  @Override
  public long flagSmallDeterminants(
      NativeBuffer u, GridSize size, double minimum, NativeBuffer flags) {
    double[] cells = new double[1];
    call(
        "flagSmallDeterminants",
        (c, l) ->
            CpuBridge.flagSmallDeterminants(
                c,
                l.field(u, size),
                size.ni(),
                size.nj(),
                size.nk(),
                minimum,
                l.image(flags, size),
                cells));
    return (long) cells[0];
  }

  @Override
  public void blend(NativeBuffer field, NativeBuffer other, NativeBuffer w, GridSize size) {
    call(
        "blend",
        (c, l) ->
            CpuBridge.blend(
                c,
                l.field(field, size),
                l.field(other, size),
                l.image(w, size),
                size.ni(),
                size.nj(),
                size.nk()));
  }

  @Override
  public double invert(NativeBuffer u, GridSize size, double toleranceVoxels, NativeBuffer v) {
    double[] largestResidual = new double[1];
    call(
        "invert",
        (c, l) ->
            CpuBridge.invert(
                c,
                l.field(u, size),
                size.ni(),
                size.nj(),
                size.nk(),
                toleranceVoxels,
                l.field(v, size),
                largestResidual));
    return largestResidual[0];
  }

  @Override
  public void resampleField(
      NativeBuffer from,
      GridSize fromSize,
      AffineMap toFromIndex,
      AxisValues scale,
      GridSize size,
      NativeBuffer into) {
    call(
        "resampleField",
        (c, l) ->
            CpuBridge.resampleField(
                c,
                l.field(from, fromSize),
                fromSize.ni(),
                fromSize.nj(),
                fromSize.nk(),
                rows(toFromIndex),
                scale.i(),
                scale.j(),
                scale.k(),
                size.ni(),
                size.nj(),
                size.nk(),
                l.field(into, size)));
  }
}
