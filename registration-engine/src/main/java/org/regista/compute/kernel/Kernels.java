package org.regista.compute.kernel;

/**
 * The arithmetic of a registration on arrays of float32, over which the workspaces are written.
 *
 * <p>Layout: images are planar [nk][nj][ni]; fields are planar [3][nk][nj][ni] <b>in voxels of
 * their own grid</b> (component 0 along i). A trilinear sample at q is <i>inside</i> if {@code -0.5
 * <= q_a < n_a - 0.5} on every axis and then reads q clamped to [0, n_a - 1]. Along an axis it
 * reads the interval between the centres floor(q_a) and floor(q_a) + 1, the last one at q_a = n_a -
 * 1.
 *
 * <p>Determinism: every output element is computed from the inputs alone in a fixed order, and
 * every reduction adds partial sums in a fixed order, so that a device gives the same bits on every
 * run. Buffers are borrowed for the call; outputs must not alias inputs unless "in place" is said.
 * Every element of an output is written. Sizes are trusted, and so is that all values are finite
 * and no weight is negative: callers check them.
 *
 * @param <B> an array of float32
 */
public interface Kernels<B>
    extends KernelMemory<B>, SampleKernels<B>, FieldKernels<B>, AutoCloseable {

  /** What computes, for people: "AVX2, 2 threads". */
  String device();

  @Override
  void close();
}
