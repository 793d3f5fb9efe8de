package org.regista.compute.kernel;

import java.util.ArrayList;
import java.util.List;
import org.regista.compute.Similarity;
import org.regista.compute.mind.MindDescriptors;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * Kernels on arrays in host memory. There are two implementations: the plain Java one in {@code
 * compute.reference}, which is the oracle of all kernels, and the C++ one in {@code nativecore}.
 *
 * <p>Reductions add per-chunk double sums in chunk order (a chunk is one k-plane of a grid, or 4096
 * samples of a list), so results are identical to the bit for any number of threads.
 */
public interface HostKernels extends Kernels<NativeBuffer> {

  /** The memory of the host says itself when it is used up. */
  @Override
  default void reserve(long floats, String task) {}

  @Override
  default NativeBuffer allocate(long length) {
    return NativeBuffer.allocate(length);
  }

  @Override
  default NativeBuffer allocate(float[] values) {
    return NativeBuffer.copyOf(values);
  }

  @Override
  default NativeBuffer lend(NativeBuffer values) {
    return values;
  }

  @Override
  default void free(NativeBuffer buffer) {
    buffer.close();
  }

  @Override
  default void fill(NativeBuffer buffer, float value) {
    buffer.fill(value);
  }

  @Override
  default NativeBuffer copyOf(NativeBuffer buffer) {
    return buffer.copy();
  }

  @Override
  default float[] values(NativeBuffer buffer) {
    float[] values = new float[Math.toIntExact(buffer.length())];
    buffer.read(0, values, values.length);
    return values;
  }

  @Override
  default List<NativeBuffer> descriptors(
      NativeBuffer image, GridSize size, Similarity.Mind mind, int threads) {
    float[] values = values(image);
    byte[] all =
        MindDescriptors.of(values, size, mind.radiusVoxels(), mind.distanceVoxels(), threads);
    List<NativeBuffer> channels = new ArrayList<>();
    for (int c = 0; c < MindDescriptors.CHANNELS; c++) {
      for (int n = 0; n < values.length; n++) {
        values[n] =
            (all[n * MindDescriptors.CHANNELS + c] - Byte.MIN_VALUE) / (float) MindDescriptors.ONE;
      }
      channels.add(allocate(values));
    }
    return channels;
  }

  @Override
  default double sum(NativeBuffer buffer) {
    double sum = 0;
    for (long n = 0; n < buffer.length(); n++) {
      sum += buffer.get(n);
    }
    return sum;
  }

  @Override
  default void scaleUpTo(NativeBuffer buffer, double factor, double most) {
    for (long n = 0; n < buffer.length(); n++) {
      buffer.set(n, (float) Math.min(most, factor * buffer.get(n)));
    }
  }

  @Override
  default void load(NativeBuffer vectors, AffineMap map, NativeBuffer into, int threads) {
    FieldUnits.turn(vectors, into, map, threads);
  }

  @Override
  default NativeBuffer unload(NativeBuffer vectors, AffineMap map, int threads) {
    FieldUnits.turn(vectors, vectors, map, threads);
    return vectors;
  }
}
