package org.regista.nativecore.jmh;

import org.regista.compute.kernel.FieldLattice;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * Inputs of the kernels, and outputs that they share: two images of about unit variance and two
 * fields that bend over some twenty voxels, on a grid of the size of a brain scan. The same as in
 * {@code native/src/bench/kernel_benchmark.cpp}, so that the two can be compared.
 */
final class Scene implements AutoCloseable {

  static final GridSize SIZE = new GridSize(160, 192, 224);
  static final FieldLattice SAME = FieldLattice.same(SIZE);

  final long count = SIZE.voxelCount();
  final NativeBuffer fixed = scan(1);
  final NativeBuffer moving = scan(2);

  /** Displacements of up to 3 voxels. */
  final NativeBuffer u = field(3);

  /** Displacements of up to half a voxel. */
  final NativeBuffer v = field(0.5);

  final NativeBuffer warped = NativeBuffer.allocate(count);
  final NativeBuffer weight = NativeBuffer.allocate(count);
  final NativeBuffer derivative = NativeBuffer.allocate(count);
  final NativeBuffer a = NativeBuffer.allocate(3 * count);
  final NativeBuffer b = NativeBuffer.allocate(3 * count);

  Scene() {
    weight.fill(1);
    warped.copyFrom(moving);
    derivative.copyFrom(fixed);
    a.copyFrom(v);
    b.copyFrom(v);
  }

  private static NativeBuffer scan(int seed) {
    NativeBuffer image = NativeBuffer.allocate(SIZE.voxelCount());
    float[] alongI = waves(SIZE.ni(), 0.11, seed);
    float[] alongJ = waves(SIZE.nj(), 0.07, Math.PI / 2);
    float[] alongK = waves(SIZE.nk(), 0.13, 0);
    float[] row = new float[SIZE.ni()];
    int random = seed;
    for (int k = 0; k < SIZE.nk(); k++) {
      for (int j = 0; j < SIZE.nj(); j++) {
        for (int i = 0; i < row.length; i++) {
          random = random * 1664525 + 1013904223;
          float noise = 0.3f * random / Integer.MAX_VALUE;
          row[i] = alongI[i] + alongJ[j] * alongK[k] + noise;
        }
        image.write(SIZE.offset(0, j, k), row, row.length);
      }
    }
    return image;
  }

  private static NativeBuffer field(double amplitude) {
    NativeBuffer field = NativeBuffer.allocate(3 * SIZE.voxelCount());
    float[] row = new float[SIZE.ni()];
    for (int c = 0; c < 3; c++) {
      float[] alongI = waves(SIZE.ni(), 0.05, c);
      float[] alongJ = waves(SIZE.nj(), 0.06, Math.PI / 2);
      float[] alongK = waves(SIZE.nk(), 0.04, c);
      for (int k = 0; k < SIZE.nk(); k++) {
        for (int j = 0; j < SIZE.nj(); j++) {
          for (int i = 0; i < row.length; i++) {
            row[i] = (float) amplitude * alongI[i] * alongJ[j] * alongK[k];
          }
          field.write(c * SIZE.voxelCount() + SIZE.offset(0, j, k), row, row.length);
        }
      }
    }
    return field;
  }

  /** sin(step n + phase). */
  private static float[] waves(int length, double step, double phase) {
    float[] waves = new float[length];
    for (int n = 0; n < length; n++) {
      waves[n] = (float) Math.sin(step * n + phase);
    }
    return waves;
  }

  @Override
  public void close() {
    for (NativeBuffer buffer :
        new NativeBuffer[] {fixed, moving, u, v, warped, weight, derivative, a, b}) {
      buffer.close();
    }
  }
}
