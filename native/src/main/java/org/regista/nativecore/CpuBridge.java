package org.regista.nativecore;

/**
 * The functions of the C++ library, one to one with {@code regista_cpu.h}: addresses of floats,
 * sizes and numbers; maps as row-major 3x4 arrays, results in arrays. All return a status, zero for
 * success, unless they say otherwise. Nothing is checked on the other side: a wrong address or size
 * ends the JVM.
 */
final class CpuBridge {

  private CpuBridge() {}

  /** What a status means, for people. */
  static native String statusText(int status);

  /** Whether this machine and this build can run {@link InstructionSet#code()}. */
  static native boolean supports(int instructions);

  /** The address of a context, or minus a status. */
  static native long create(int threads, int instructions);

  /** Frees a context; no call may use it then. */
  static native void destroy(long context);

  static native int sample(
      long context,
      long moving,
      int mi,
      int mj,
      int mk,
      double[] toIndex,
      long points,
      long count,
      long value,
      long gradient,
      long weight);

  /** {@code histogram}: bins x bins. */
  static native int jointHistogram(
      long context,
      long fixed,
      long moving,
      long weight,
      long count,
      int bins,
      float fixedMin,
      float fixedWidth,
      float movingMin,
      float movingWidth,
      double[] histogram);

  static native int histogramDerivative(
      long context,
      long fixed,
      long moving,
      long weight,
      long count,
      int bins,
      float fixedMin,
      float fixedWidth,
      float movingMin,
      float movingWidth,
      double[] table,
      long derivative);

  /** {@code sums}: 6. */
  static native int crossMoments(
      long context, long fixed, long moving, long weight, long count, double[] sums);

  static native int linearDerivative(
      long context,
      long fixed,
      long moving,
      long weight,
      long count,
      double a,
      double b,
      double c,
      long derivative);

  static native int multiply(long context, long into, long factor, long count);

  /** {@code moments}: 12. */
  static native int sampleMoments(
      long context, long derivative, long gradient, long points, long count, double[] moments);

  /** {@code lattice}: size, scale, offset. */
  static native int warp(
      long context,
      long moving,
      int mi,
      int mj,
      int mk,
      double[] toIndex,
      long u,
      double[] lattice,
      int ni,
      int nj,
      int nk,
      long warped,
      long weight);

  /** {@code value}: 1. */
  static native int localCorrelation(
      long context,
      long fixed,
      long warped,
      long weight,
      int ni,
      int nj,
      int nk,
      int radiusI,
      int radiusJ,
      int radiusK,
      double noiseVariance,
      long derivative,
      double[] value);

  static native int force(
      long context,
      long derivative,
      long warped,
      long weight,
      int ni,
      int nj,
      int nk,
      double scaleI,
      double scaleJ,
      double scaleK,
      double[] lattice,
      long force);

  /** {@code moments}: 12. */
  static native int gridMoments(long context, long force, int ni, int nj, int nk, double[] moments);

  /** {@code border}: 0 zero, 1 replicate. */
  static native int smooth(
      long context,
      long images,
      int components,
      int ni,
      int nj,
      int nk,
      double sigmaI,
      double sigmaJ,
      double sigmaK,
      int border);

  /** {@code typicalMm}: 1. */
  static native int accumulate(
      long context,
      long momentum,
      double decay,
      long addend,
      int ni,
      int nj,
      int nk,
      double spacingI,
      double spacingJ,
      double spacingK,
      double[] typicalMm);

  static native int limitStep(
      long context,
      long v,
      double typicalMm,
      double maxMm,
      int ni,
      int nj,
      int nk,
      double spacingI,
      double spacingJ,
      double spacingK,
      long step);

  /** {@code bound}: largest length in mm, Lipschitz constant. */
  static native int stepBound(
      long context,
      long v,
      int ni,
      int nj,
      int nk,
      double spacingI,
      double spacingJ,
      double spacingK,
      double[] bound);

  static native int compose(
      long context, long u, long v, double s, double[] lattice, int ni, int nj, int nk);

  static native int clearBorder(long context, long field, int ni, int nj, int nk);

  /** {@code statistics}: the components of JacobianStatistics, in order. */
  static native int jacobian(
      long context, long u, int ni, int nj, int nk, long centralMap, double[] statistics);

  /** {@code cells}: 1. */
  static native int flagSmallDeterminants(
      long context, long u, int ni, int nj, int nk, double minimum, long flags, double[] cells);

  static native int blend(long context, long field, long other, long w, int ni, int nj, int nk);

  /** {@code largestResidual}: 1. */
  static native int invert(
      long context,
      long u,
      int ni,
      int nj,
      int nk,
      double toleranceVoxels,
      long v,
      double[] largestResidual);

  static native int resampleField(
      long context,
      long from,
      int mi,
      int mj,
      int mk,
      double[] toFromIndex,
      double scaleI,
      double scaleJ,
      double scaleK,
      int ni,
      int nj,
      int nk,
      long into);
}
