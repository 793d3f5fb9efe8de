package org.regista.nativecore.opencl;

import org.regista.compute.kernel.HistogramAxes;
import org.regista.compute.kernel.SampleKernels;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;

/**
 * The kernels over lists of samples, in {@code lists.cl}, {@code histogram.cl}, {@code warp.cl}.
 */
abstract class DeviceSampleKernels extends DeviceMemoryKernels
    implements SampleKernels<DeviceBuffer> {

  /** Samples that a group counts at least, and the most groups, each of which has a table. */
  private static final long LEAST_SAMPLES = 4096;

  private static final long MOST_TABLES = 256;

  /** Samples that a group of joint_histogram stages at a time: STAGE. */
  private static final int STAGE = 256;

  DeviceSampleKernels(DeviceContext context) {
    super(context);
  }

  @Override
  public void sample(
      DeviceBuffer moving,
      GridSize movingSize,
      AffineMap pointToMovingIndex,
      DeviceBuffer points,
      long count,
      DeviceBuffer value,
      DeviceBuffer gradient,
      DeviceBuffer weight) {
    context()
        .launch("warp", "sample")
        .buffer(moving, movingSize.voxelCount())
        .size(movingSize)
        .map(pointToMovingIndex)
        .buffer(points, 3 * count)
        .number(count)
        .buffer(value, count)
        .buffer(gradient, 3 * count)
        .buffer(weight, count)
        .over(count);
  }

  @Override
  public double[] jointHistogram(
      DeviceBuffer fixed,
      DeviceBuffer moving,
      DeviceBuffer weight,
      long count,
      HistogramAxes axes) {
    int bins = axes.bins();
    long groups = Math.clamp((count + LEAST_SAMPLES - 1) / LEAST_SAMPLES, 1, MOST_TABLES);
    DeviceBuffer tables = reals("tables", groups * bins * bins);
    context()
        .launch("histogram", "joint_histogram")
        .buffer(fixed, count)
        .buffer(moving, count)
        .buffer(weight, count)
        .number(count)
        .number((count + groups - 1) / groups)
        .axes(axes)
        .local((long) STAGE * Integer.BYTES)
        .local((long) STAGE * context().realBytes())
        .local((long) STAGE * context().realBytes())
        .buffer(tables)
        .run(new long[] {groups * bins}, bins);
    return context().readReals(combine(tables, groups, bins * bins, 0, 0), bins * bins);
  }

  @Override
  public void histogramDerivative(
      DeviceBuffer fixed,
      DeviceBuffer moving,
      DeviceBuffer weight,
      long count,
      HistogramAxes axes,
      double[] table,
      DeviceBuffer derivative) {
    if (table.length != axes.bins() * axes.bins()) {
      throw new IllegalArgumentException(
          "a table of %d entries for %d bins".formatted(table.length, axes.bins()));
    }
    DeviceBuffer onDevice = reals("table", table.length);
    context().writeReals(table, onDevice);
    context()
        .launch("histogram", "histogram_derivative")
        .buffer(fixed, count)
        .buffer(moving, count)
        .buffer(weight, count)
        .number(count)
        .axes(axes)
        .number(axes.bins())
        .buffer(onDevice)
        .buffer(derivative, count)
        .over(count);
  }

  @Override
  public double[] crossMoments(
      DeviceBuffer fixed, DeviceBuffer moving, DeviceBuffer weight, long count) {
    Launch launch =
        context()
            .launch("lists", "cross_moments")
            .buffer(fixed, count)
            .buffer(moving, count)
            .buffer(weight, count)
            .number(count);
    return reduce(launch, count, 6);
  }

  @Override
  public void linearDerivative(
      DeviceBuffer fixed,
      DeviceBuffer moving,
      DeviceBuffer weight,
      long count,
      double a,
      double b,
      double c,
      DeviceBuffer derivative) {
    context()
        .launch("lists", "linear_derivative")
        .buffer(fixed, count)
        .buffer(moving, count)
        .buffer(weight, count)
        .real(a)
        .real(b)
        .real(c)
        .buffer(derivative, count)
        .number(count)
        .over(count);
  }

  @Override
  public void multiply(DeviceBuffer into, DeviceBuffer factor, long count) {
    context()
        .launch("lists", "multiply")
        .updated(into, count)
        .buffer(factor, count)
        .number(count)
        .over(count);
  }

  @Override
  public double[] sampleMoments(
      DeviceBuffer derivative, DeviceBuffer gradient, DeviceBuffer points, long count) {
    Launch launch =
        context()
            .launch("lists", "sample_moments")
            .buffer(derivative, count)
            .buffer(gradient, 3 * count)
            .buffer(points, 3 * count)
            .number(count);
    return reduce(launch, count, 12);
  }
}
