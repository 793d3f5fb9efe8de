package org.regista.compute.kernel;

import org.regista.geometry.AffineMap;
import org.regista.image.NativeBuffer;

/**
 * The memory that kernels work in: that of the host, or that of a device.
 *
 * @param <B> an array of float32
 */
public interface KernelMemory<B> {

  /**
   * Refuses a task whose arrays will not fit.
   *
   * @param floats that are going to be allocated in all
   * @param task for the message: "a level of 160 x 192 x 224 voxels"
   * @throws org.regista.error.DeviceException naming what is needed and what there is
   */
  void reserve(long floats, String task);

  /** Zeros; freed by the caller. */
  B allocate(long length);

  /** A new array with these values; freed by the caller. */
  B allocate(float[] values);

  /**
   * An array of the host as one of this memory, unchanged from now on. It belongs to these kernels:
   * valid until they close, and never freed by the caller.
   */
  B lend(NativeBuffer values);

  void free(B buffer);

  void fill(B buffer, float value);

  /** A new array, freed by the caller. */
  B copyOf(B buffer);

  /** A copy in the memory of the host. */
  float[] values(B buffer);

  /** The sum of all elements. */
  double sum(B buffer);

  /** buffer[n] = min(most, factor buffer[n]). */
  void scaleUpTo(B buffer, double factor, double most);

  /** into[p] = L vectors[p], planar [3][count], L the linear part of a map. */
  void load(NativeBuffer vectors, AffineMap map, B into, int threads);

  /** L vectors[p] in the memory of the host; frees {@code vectors}, or hands over their memory. */
  NativeBuffer unload(B vectors, AffineMap map, int threads);
}
