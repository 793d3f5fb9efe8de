package org.regista.nativecore.jmh;

import static org.regista.nativecore.jmh.Scene.SAME;
import static org.regista.nativecore.jmh.Scene.SIZE;

import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.Border;
import org.regista.compute.kernel.HistogramAxes;
import org.regista.compute.kernel.HostKernels;
import org.regista.geometry.AffineMap;

/**
 * Every kernel, how it is called, and the bytes of its arguments per voxel, read and written once.
 */
public enum Kernel {
  WARP(24, (k, s) -> k.warp(s.moving, SIZE, Constants.TILTED, s.u, SAME, SIZE, s.warped, s.weight)),
  LOCAL_CORRELATION_1(16, (k, s) -> localCorrelation(k, s, 1)),
  LOCAL_CORRELATION_2(16, (k, s) -> localCorrelation(k, s, 2)),
  LOCAL_CORRELATION_4(16, (k, s) -> localCorrelation(k, s, 4)),
  FORCE(24, (k, s) -> k.force(s.derivative, s.warped, s.weight, SIZE, Constants.ONE, SAME, s.a)),
  GRID_MOMENTS(12, (k, s) -> k.gridMoments(s.a, SIZE)),
  SMOOTH_05(24, (k, s) -> smooth(k, s, 0.5)),
  SMOOTH_15(24, (k, s) -> smooth(k, s, 1.5)),
  SMOOTH_30(24, (k, s) -> smooth(k, s, 3)),
  ACCUMULATE(36, (k, s) -> k.accumulate(s.b, 0.5, s.a, SIZE, Constants.ONE)),
  LIMIT_STEP(24, (k, s) -> k.limitStep(s.v, 0.5, 0.5, SIZE, Constants.ONE, s.a)),
  STEP_BOUND(12, (k, s) -> k.stepBound(s.v, SIZE, Constants.ONE)),
  COMPOSE(36, (k, s) -> k.compose(s.a, s.v, 1e-3, SAME, SIZE)),
  CLEAR_BORDER(0, (k, s) -> k.clearBorder(s.a, SIZE)),
  JACOBIAN(16, (k, s) -> k.jacobian(s.u, SIZE, s.derivative)),
  FLAG_SMALL_DETERMINANTS(16, (k, s) -> k.flagSmallDeterminants(s.u, SIZE, 0.05, s.derivative)),
  BLEND(40, (k, s) -> k.blend(s.b, s.u, s.weight, SIZE)),
  RESAMPLE_FIELD(
      24, (k, s) -> k.resampleField(s.u, SIZE, Constants.TILTED, Constants.ONE, SIZE, s.a)),
  INVERT_FROM_ZERO(
      24,
      (k, s) -> {
        s.a.fill(0);
        k.invert(s.u, SIZE, 1e-3, s.a);
      }),
  SAMPLE(
      36,
      (k, s) ->
          k.sample(s.moving, SIZE, AffineMap.IDENTITY, s.u, s.count, s.warped, s.b, s.weight)),
  JOINT_HISTOGRAM_32(
      12, (k, s) -> k.jointHistogram(s.fixed, s.moving, s.weight, s.count, Constants.AXES)),
  HISTOGRAM_DERIVATIVE_32(
      16,
      (k, s) ->
          k.histogramDerivative(
              s.fixed,
              s.moving,
              s.weight,
              s.count,
              Constants.AXES,
              new double[Constants.BINS * Constants.BINS],
              s.derivative)),
  CROSS_MOMENTS(12, (k, s) -> k.crossMoments(s.fixed, s.moving, s.weight, s.count)),
  LINEAR_DERIVATIVE(
      16,
      (k, s) -> k.linearDerivative(s.fixed, s.moving, s.weight, s.count, 1, 2, 3, s.derivative)),
  MULTIPLY(12, (k, s) -> k.multiply(s.warped, s.weight, s.count)),
  SAMPLE_MOMENTS(28, (k, s) -> k.sampleMoments(s.derivative, s.b, s.u, s.count));

  private final int bytesPerVoxel;
  private final Call call;

  Kernel(int bytesPerVoxel, Call call) {
    this.bytesPerVoxel = bytesPerVoxel;
    this.call = call;
  }

  /** What no code could avoid to move; 0 where that is not per voxel. */
  int bytesPerVoxel() {
    return bytesPerVoxel;
  }

  void run(HostKernels kernels, Scene scene) {
    call.on(kernels, scene);
  }

  private static void localCorrelation(HostKernels kernels, Scene s, int radius) {
    kernels.localCorrelation(
        s.fixed, s.warped, s.weight, SIZE, radius, radius, radius, 1e-4, s.derivative);
  }

  private static void smooth(HostKernels kernels, Scene s, double sigma) {
    kernels.smooth(s.a, 3, SIZE, AxisValues.same(sigma), Border.ZERO);
  }

  private interface Call {
    void on(HostKernels kernels, Scene scene);
  }

  /** Initialised before the constants of the enumeration use them. */
  private static final class Constants {
    static final int BINS = 32;
    static final AxisValues ONE = AxisValues.same(1);
    static final HistogramAxes AXES = HistogramAxes.covering(BINS, -2.5f, 2.5f, -2.5f, 2.5f);
    static final AffineMap TILTED =
        new AffineMap(0.99, 0.05, 0, 0, -0.05, 0.99, 0.02, 3, 0, -0.02, 0.99, 2);
  }
}
