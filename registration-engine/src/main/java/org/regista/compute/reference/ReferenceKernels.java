package org.regista.compute.reference;

import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.Border;
import org.regista.compute.kernel.FieldLattice;
import org.regista.compute.kernel.HistogramAxes;
import org.regista.compute.kernel.HostKernels;
import org.regista.compute.kernel.JacobianStatistics;
import org.regista.compute.kernel.StepBound;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * The kernels in plain Java with double arithmetic inside: slower than the C++ ones by an order of
 * magnitude, and what those are tested against. Holds no memory between calls.
 */
public final class ReferenceKernels implements HostKernels {

  private final int threads;
  private final Interpolation interpolation;
  private final ListAlgebra lists;

  public ReferenceKernels(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads; at least 1 is needed");
    }
    this.threads = threads;
    this.interpolation = new Interpolation(threads);
    this.lists = new ListAlgebra(threads);
  }

  @Override
  public String device() {
    return "plain Java, %d thread%s".formatted(threads, threads == 1 ? "" : "s");
  }

  @Override
  public void sample(
      NativeBuffer moving,
      GridSize movingSize,
      AffineMap pointToMovingIndex,
      NativeBuffer points,
      long count,
      NativeBuffer value,
      NativeBuffer gradient,
      NativeBuffer weight) {
    interpolation.sample(
        moving, movingSize, pointToMovingIndex, points, count, value, gradient, weight);
  }

  @Override
  public double[] jointHistogram(
      NativeBuffer fixed,
      NativeBuffer moving,
      NativeBuffer weight,
      long count,
      HistogramAxes axes) {
    return new JointHistogram(axes, threads).count(fixed, moving, weight, count);
  }

  @Override
  public void histogramDerivative(
      NativeBuffer fixed,
      NativeBuffer moving,
      NativeBuffer weight,
      long count,
      HistogramAxes axes,
      double[] table,
      NativeBuffer derivative) {
    new JointHistogram(axes, threads).derivative(fixed, moving, weight, count, table, derivative);
  }

  @Override
  public double[] crossMoments(
      NativeBuffer fixed, NativeBuffer moving, NativeBuffer weight, long count) {
    return lists.crossMoments(fixed, moving, weight, count);
  }

  @Override
  public void linearDerivative(
      NativeBuffer fixed,
      NativeBuffer moving,
      NativeBuffer weight,
      long count,
      double a,
      double b,
      double c,
      NativeBuffer derivative) {
    lists.linearDerivative(fixed, moving, weight, count, a, b, c, derivative);
  }

  @Override
  public void multiply(NativeBuffer into, NativeBuffer factor, long count) {
    lists.multiply(into, factor, count);
  }

  @Override
  public double[] sampleMoments(
      NativeBuffer derivative, NativeBuffer gradient, NativeBuffer points, long count) {
    return lists.sampleMoments(derivative, gradient, points, count);
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
    interpolation.warp(
        moving, movingSize, fixedIndexToMovingIndex, u, lattice, size, warped, weight);
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
    return new LocalCorrelationReference(
            new LocalCorrelationReference.Images(fixed, warped, weight),
            size,
            new BoxSums.Window(radiusI, radiusJ, radiusK),
            noiseVariance,
            threads)
        .evaluate(derivative);
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
    new ImageForce(size, threads).force(derivative, warped, weight, scale, lattice, force);
  }

  @Override
  public double[] gridMoments(NativeBuffer force, GridSize size) {
    return new ImageForce(size, threads).gridMoments(force);
  }

  @Override
  public void smooth(
      NativeBuffer images, int components, GridSize size, AxisValues sigmaVoxels, Border border) {
    new GaussianSmoothing(images, components, size, border, threads).smooth(sigmaVoxels);
  }

  @Override
  public double accumulate(
      NativeBuffer momentum,
      double decay,
      NativeBuffer addend,
      GridSize size,
      AxisValues spacingMm) {
    return new StepLimits(size, spacingMm, threads).accumulate(momentum, decay, addend);
  }

  @Override
  public void limitStep(
      NativeBuffer v,
      double typicalMm,
      double maxMm,
      GridSize size,
      AxisValues spacingMm,
      NativeBuffer step) {
    new StepLimits(size, spacingMm, threads).limit(v, typicalMm, maxMm, step);
  }

  @Override
  public StepBound stepBound(NativeBuffer v, GridSize size, AxisValues spacingMm) {
    return new StepLimits(size, spacingMm, threads).bound(v);
  }

  @Override
  public void compose(
      NativeBuffer u, NativeBuffer v, double s, FieldLattice lattice, GridSize size) {
    new FieldAlgebra(size, threads).compose(u, v, s, lattice);
  }

  @Override
  public void clearBorder(NativeBuffer field, GridSize size) {
    new FieldAlgebra(size, threads).clearBorder(field);
  }

  /** As {@link #jacobian}, of displacements in LPS mm, without a copy of them in voxels. */
  public JacobianStatistics jacobianOfMm(
      NativeBuffer mm, AffineMap lpsToIndex, GridSize size, NativeBuffer centralMap) {
    return new Jacobians(Jacobians.ofMm(mm, lpsToIndex, size), size, threads)
        .statistics(centralMap);
  }

  @Override
  public JacobianStatistics jacobian(NativeBuffer u, GridSize size, NativeBuffer centralMap) {
    return new Jacobians(u, size, threads).statistics(centralMap);
  }

  @Override
  public long flagSmallDeterminants(
      NativeBuffer u, GridSize size, double minimum, NativeBuffer flags) {
    return new Jacobians(u, size, threads).flagSmall(minimum, flags);
  }

  @Override
  public void blend(NativeBuffer field, NativeBuffer other, NativeBuffer w, GridSize size) {
    new FieldAlgebra(size, threads).blend(field, other, w);
  }

  @Override
  public double invert(NativeBuffer u, GridSize size, double toleranceVoxels, NativeBuffer v) {
    return new FieldInverse(u, size, toleranceVoxels, threads).refine(v);
  }

  @Override
  public void resampleField(
      NativeBuffer from,
      GridSize fromSize,
      AffineMap toFromIndex,
      AxisValues scale,
      GridSize size,
      NativeBuffer into) {
    interpolation.resampleField(from, fromSize, toFromIndex, scale, size, into);
  }

  /** Nothing is held. */
  @Override
  public void close() {}
}
