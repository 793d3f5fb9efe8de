package org.regista.compute.mind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridSize;

class MindDescriptorsTest {

  private static final GridSize SIZE = new GridSize(9, 7, 8);

  /** -i, +i, -j, +j, -k, +k. */
  private static final int[][] NEIGHBOURS = {
    {-1, 0, 0}, {1, 0, 0}, {0, -1, 0}, {0, 1, 0}, {0, 0, -1}, {0, 0, 1}
  };

  private static float[] noise() {
    SplittableRandom random = new SplittableRandom(5);
    float[] image = new float[(int) SIZE.voxelCount()];
    for (int n = 0; n < image.length; n++) {
      image[n] = (float) random.nextDouble(-100, 300);
    }
    return image;
  }

  /** The formula of the class comment, term by term, at one voxel; V is not clamped here. */
  private static double[] byDefinition(float[] image, int i, int j, int k, int distance) {
    double[] d = new double[MindDescriptors.CHANNELS];
    int channel = 0;
    for (int a = 0; a < 6; a++) {
      for (int b = a + 1; b < 6; b++) {
        if (a / 2 == b / 2) {
          continue;
        }
        for (int n = 0; n < 27; n++) {
          int x = i + n % 3 - 1;
          int y = j + n / 3 % 3 - 1;
          int z = k + n / 9 - 1;
          double difference =
              at(image, x, y, z, NEIGHBOURS[a], distance)
                  - at(image, x, y, z, NEIGHBOURS[b], distance);
          d[channel] += difference * difference;
        }
        channel++;
      }
    }
    double least = Arrays.stream(d).min().orElseThrow();
    double mean = Arrays.stream(d).map(v -> v - least).average().orElseThrow();
    return Arrays.stream(d).map(v -> Math.exp(-(v - least) / mean)).toArray();
  }

  private static float at(float[] image, int i, int j, int k, int[] towards, int distance) {
    return image[
        (int)
            SIZE.offset(
                i + distance * towards[0], j + distance * towards[1], k + distance * towards[2])];
  }

  @Test
  void followsItsDefinition() {
    float[] image = noise();
    for (int distance = 1; distance <= 2; distance++) {
      byte[] found = MindDescriptors.of(image, SIZE, 1, distance, 2);
      double[] expected = byDefinition(image, 4, 3, 4, distance);
      int at = (int) SIZE.offset(4, 3, 4) * MindDescriptors.CHANNELS;
      for (int c = 0; c < MindDescriptors.CHANNELS; c++) {
        // half a count of rounding, and float sums
        assertThat(found[at + c] + 128.0).isCloseTo(255 * expected[c], within(0.51));
      }
    }
  }

  private static Offset<Double> within(double counts) {
    return Offset.offset(counts);
  }

  @Test
  void doesNotSeeContrastNorBrightness() {
    float[] image = noise();
    float[] inverted = new float[image.length];
    for (int n = 0; n < image.length; n++) {
      inverted[n] = 1000 - 3 * image[n];
    }
    byte[] a = MindDescriptors.of(image, SIZE, 1, 2, 1);
    byte[] b = MindDescriptors.of(inverted, SIZE, 1, 2, 1);
    for (int n = 0; n < a.length; n++) {
      assertThat(Math.abs(a[n] - b[n])).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void isTheSameForAnyNumberOfThreads() {
    float[] image = noise();
    assertThat(MindDescriptors.of(image, SIZE, 2, 1, 5))
        .isEqualTo(MindDescriptors.of(image, SIZE, 2, 1, 1));
  }

  @Test
  void aConstantImageHasNoStructure() {
    byte[] found = MindDescriptors.of(new float[(int) SIZE.voxelCount()], SIZE, 1, 1, 1);
    assertThat(found).containsOnly((byte) 127);
  }
}
