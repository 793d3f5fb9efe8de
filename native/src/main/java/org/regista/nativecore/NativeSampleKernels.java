package org.regista.nativecore;

import org.regista.compute.kernel.HistogramAxes;
import org.regista.compute.kernel.SampleKernels;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/** The kernels over lists of samples in C++. */
abstract class NativeSampleKernels extends NativeContext implements SampleKernels<NativeBuffer> {

  NativeSampleKernels(int threads, InstructionSet instructions) {
    super(threads, instructions);
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
    call(
        "sample",
        (c, l) ->
            CpuBridge.sample(
                c,
                l.image(moving, movingSize),
                movingSize.ni(),
                movingSize.nj(),
                movingSize.nk(),
                rows(pointToMovingIndex),
                l.list(points, 3 * count),
                count,
                l.list(value, count),
                l.list(gradient, 3 * count),
                l.list(weight, count)));
  }

  @Override
  public double[] jointHistogram(
      NativeBuffer fixed,
      NativeBuffer moving,
      NativeBuffer weight,
      long count,
      HistogramAxes axes) {
    double[] histogram = new double[axes.bins() * axes.bins()];
    call(
        "jointHistogram",
        (c, l) ->
            CpuBridge.jointHistogram(
                c,
                l.list(fixed, count),
                l.list(moving, count),
                l.list(weight, count),
                count,
                axes.bins(),
                axes.fixedMin(),
                axes.fixedWidth(),
                axes.movingMin(),
                axes.movingWidth(),
                histogram));
    return histogram;
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
    if (table.length != axes.bins() * axes.bins()) {
      throw new IllegalArgumentException(
          "a table of %d entries for %d bins".formatted(table.length, axes.bins()));
    }
    call(
        "histogramDerivative",
        (c, l) ->
            CpuBridge.histogramDerivative(
                c,
                l.list(fixed, count),
                l.list(moving, count),
                l.list(weight, count),
                count,
                axes.bins(),
                axes.fixedMin(),
                axes.fixedWidth(),
                axes.movingMin(),
                axes.movingWidth(),
                table,
                l.list(derivative, count)));
  }

  @Override
  public double[] crossMoments(
      NativeBuffer fixed, NativeBuffer moving, NativeBuffer weight, long count) {
    double[] sums = new double[6];
    call(
        "crossMoments",
        (c, l) ->
            CpuBridge.crossMoments(
                c,
                l.list(fixed, count),
                l.list(moving, count),
                l.list(weight, count),
                count,
                sums));
    return sums;
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
    call(
        "linearDerivative",
        (handle, l) ->
            CpuBridge.linearDerivative(
                handle,
                l.list(fixed, count),
                l.list(moving, count),
                l.list(weight, count),
                count,
                a,
                b,
                c,
                l.list(derivative, count)));
  }

  @Override
  public void multiply(NativeBuffer into, NativeBuffer factor, long count) {
    call(
        "multiply",
        (c, l) -> CpuBridge.multiply(c, l.list(into, count), l.list(factor, count), count));
  }

  @Override
  public double[] sampleMoments(
      NativeBuffer derivative, NativeBuffer gradient, NativeBuffer points, long count) {
    double[] moments = new double[12];
    call(
        "sampleMoments",
        (c, l) ->
            CpuBridge.sampleMoments(
                c,
                l.list(derivative, count),
                l.list(gradient, 3 * count),
                l.list(points, 3 * count),
                count,
                moments));
    return moments;
  }
}
