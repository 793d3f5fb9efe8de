package org.regista.compute.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.image.NativeBuffer;

/**
 * Inputs and outputs for kernels, the same for the same seed. Owns every buffer that it hands out,
 * and can tell whether a kernel wrote into one that it should only have read.
 */
public final class KernelFixtures implements AutoCloseable {

  private final Random random;
  private final List<Owned> owned = new ArrayList<>();

  public KernelFixtures(long seed) {
    this.random = new Random(seed);
  }

  private record Owned(NativeBuffer buffer, float[] original, boolean readOnly) {}

  /** A buffer that a kernel must not change. */
  public NativeBuffer input(float[] values) {
    return own(values, true);
  }

  /** A buffer that a kernel changes in place. */
  public NativeBuffer inPlace(float[] values) {
    return own(values, false);
  }

  /** A buffer full of NaN: whatever a kernel does not write is found. */
  public NativeBuffer output(long length) {
    float[] poison = new float[Math.toIntExact(length)];
    Arrays.fill(poison, Float.NaN);
    return own(poison, false);
  }

  private NativeBuffer own(float[] values, boolean readOnly) {
    NativeBuffer buffer = NativeBuffer.copyOf(values);
    owned.add(new Owned(buffer, values.clone(), readOnly));
    return buffer;
  }

  /** Waves of every orientation with a little noise, between about -2 and 2. */
  public float[] image(GridSize size) {
    float[] image = waves(size, 0.9, 1.0);
    for (int n = 0; n < image.length; n++) {
      image[n] += (float) (0.02 * random.nextGaussian());
    }
    return image;
  }

  /** A smooth field that does not vanish at the border, components of about the given amplitude. */
  public float[] field(GridSize size, double amplitudeVoxels) {
    int count = Math.toIntExact(size.voxelCount());
    float[] field = new float[3 * count];
    for (int component = 0; component < 3; component++) {
      System.arraycopy(waves(size, 0.35, amplitudeVoxels), 0, field, component * count, count);
    }
    return field;
  }

  /** 1 in a ball, falling to 0 around it, with a few holes. */
  public float[] weights(GridSize size) {
    float[] weights = new float[Math.toIntExact(size.voxelCount())];
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          double distance =
              Math.hypot(
                  fromCentre(i, size.ni()),
                  Math.hypot(fromCentre(j, size.nj()), fromCentre(k, size.nk())));
          double weight = Math.clamp(4 * (1 - distance), 0.0, 1.0);
          weights[(int) size.offset(i, j, k)] = random.nextInt(20) == 0 ? 0 : (float) weight;
        }
      }
    }
    return weights;
  }

  /** Distance to the middle of an axis, 1 just beyond its end. */
  private static double fromCentre(int n, int length) {
    return Math.abs(2.0 * n - (length - 1)) / length;
  }

  /** Independent numbers in [low, high). */
  public float[] numbers(int count, double low, double high) {
    float[] numbers = new float[count];
    for (int n = 0; n < count; n++) {
      numbers[n] = (float) random.nextDouble(low, high);
    }
    return numbers;
  }

  /** A shear, turn and scaling that leads from the centre of one grid to about that of another. */
  public static AffineMap obliqueMap(GridSize from, GridSize to) {
    AffineMap toCentre = AffineMap.translation(centre(from).times(-1));
    AffineMap turned =
        new AffineMap(1.05, -0.31, 0.12, 0.37, 0.28, 0.93, -0.22, -0.41, -0.08, 0.19, 1.11, 0.23);
    return toCentre.andThen(turned).andThen(AffineMap.translation(centre(to)));
  }

  private static LpsVector centre(GridSize size) {
    return new LpsVector((size.ni() - 1) / 2.0, (size.nj() - 1) / 2.0, (size.nk() - 1) / 2.0);
  }

  private float[] waves(GridSize size, double largestFrequency, double amplitude) {
    float[] sum = new float[Math.toIntExact(size.voxelCount())];
    for (int wave = 0; wave < 4; wave++) {
      double fi = random.nextDouble(-largestFrequency, largestFrequency);
      double fj = random.nextDouble(-largestFrequency, largestFrequency);
      double fk = random.nextDouble(-largestFrequency, largestFrequency);
      double phase = random.nextDouble(2 * Math.PI);
      for (int k = 0, p = 0; k < size.nk(); k++) {
        for (int j = 0; j < size.nj(); j++) {
          for (int i = 0; i < size.ni(); i++, p++) {
            sum[p] += (float) (0.5 * amplitude * Math.cos(fi * i + fj * j + fk * k + phase));
          }
        }
      }
    }
    return sum;
  }

  /** A copy of what a buffer holds. */
  public static float[] values(NativeBuffer buffer) {
    float[] values = new float[Math.toIntExact(buffer.length())];
    buffer.read(0, values, values.length);
    return values;
  }

  public void assertInputsUntouched() {
    for (Owned one : owned) {
      if (one.readOnly) {
        assertThat(values(one.buffer)).as("an input after the call").isEqualTo(one.original);
      }
    }
  }

  @Override
  public void close() {
    owned.forEach(one -> one.buffer.close());
  }
}
