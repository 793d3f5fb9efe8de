package org.regista.register.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegionTest {

  private static final int NI = 13;
  private static final int NJ = 12;
  private static final int NK = 11;

  private final float[] image = noise(NI * NJ * NK, 5);

  private static float[] noise(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int n = 0; n < length; n++) {
      values[n] = (float) random.nextDouble(900, 1100);
    }
    return values;
  }

  /** Voxel (i, j, k) of the image under voxel number n of a block at (i0, j0, k0). */
  private static int under(int n, int i0, int j0, int k0) {
    return i0 + n % 4 + NI * (j0 + n / 4 % 4 + NJ * (k0 + n / 16));
  }

  /** The part of the image at (i0, j0, k0) times a factor, normalised. */
  private float[] block(int i0, int j0, int k0, double factor) {
    double[] values = new double[64];
    double mean = 0;
    for (int n = 0; n < 64; n++) {
      values[n] = factor * image[under(n, i0, j0, k0)];
      mean += values[n] / 64;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    float[] block = new float[64];
    for (int n = 0; n < 64; n++) {
      block[n] = (float) ((values[n] - mean) / Math.sqrt(squares));
    }
    return block;
  }

  @Test
  void findsAnInvertedBlockWhereItIs() {
    Region region = new Region();
    assertThat(region.enter(image, under(0, 2, 1, 1), NI, NI * NJ)).isTrue();
    // the region begins at (2, 1, 1), so a block that has not moved lies at (5, 4, 4)
    region.compare(block(3, 6, 7, -2), 0);
    int place = region.best();
    assertThat(Math.round(region.displacement(place, 0))).isEqualTo(-2);
    assertThat(Math.round(region.displacement(place, 1))).isEqualTo(2);
    assertThat(region.displacement(place, 2)).isEqualTo(3);
  }

  @Test
  void correlationIsThatOfTheDefinition() {
    Region region = new Region();
    region.enter(image, under(0, 2, 1, 1), NI, NI * NJ);
    float[] block = noise(64, 6);
    double mean = 0;
    for (float value : block) {
      mean += value / 64.0;
    }
    double squares = 0;
    for (int n = 0; n < 64; n++) {
      block[n] -= (float) mean;
      squares += block[n] * block[n];
    }
    double product = 0;
    float[] moved = block(5, 4, 4, 1);
    for (int n = 0; n < 64; n++) {
      block[n] /= (float) Math.sqrt(squares);
      product += block[n] * moved[n];
    }
    region.compare(block, 0);
    // floats of about 100 about the centre, 64 of them
    assertThat(region.atCentre()).isCloseTo(Math.abs(product), within(1e-5));
  }

  @Test
  void aPlaceWithAVoxelMissingIsNone() {
    int missing = under(0, 3, 6, 7);
    image[missing] = Float.NaN;
    Region region = new Region();
    assertThat(region.enter(image, under(0, 2, 1, 1), NI, NI * NJ)).isTrue();
    float[] block = block(5, 4, 4, 1);
    region.compare(block, 0);
    int place = region.best();
    assertThat(region.comparable(place)).isTrue();
    assertThat(region.atCentre()).isCloseTo(1, within(1e-5));
    image[under(0, 7, 6, 6)] = Float.NaN;
    assertThat(region.enter(image, under(0, 2, 1, 1), NI, NI * NJ)).isFalse();
  }

  @Test
  void aRegionOfOneValueHoldsNothing() {
    float[] flat = new float[NI * NJ * NK];
    Arrays.fill(flat, 1234.5f);
    Region region = new Region();
    region.enter(flat, 0, NI, NI * NJ);
    region.compare(block(5, 4, 4, 1), 0);
    assertThat(region.comparable(region.best())).isFalse();
  }
}
