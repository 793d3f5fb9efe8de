package org.regista.compute.mind;

import java.util.Arrays;
import org.regista.geometry.GridSize;
import org.regista.parallel.Workers;

/**
 * The modality independent neighbourhood descriptor with self-similarity context (MIND-SSC;
 * Heinrich et al. 2013, doi:10.1007/978-3-642-40811-3_24): how alike the six neighbours of a voxel
 * are among themselves.
 *
 * <pre>
 *  D_c(x) = box over the patch of (I(x + a_c) - I(x + b_c))^2      c: the 12 pairs a, b on
 *                                                                  different axes
 *  m_c(x) = exp(-(D_c(x) - min_c D_c(x)) / V(x)),  V = mean_c (D_c - min_c D_c)
 * </pre>
 *
 * V is kept within 1/1000 and 1000 times its mean over the image, so that air does not become
 * structure. The mean is taken over every fourth plane (ours, for speed). Beyond its edge an image
 * goes on with its outermost voxels.
 */
public final class MindDescriptors {

  /** Numbers per voxel. */
  public static final int CHANNELS = 12;

  /** A descriptor of 1 is stored as this many above {@link Byte#MIN_VALUE}. */
  public static final int ONE = 255;

  private static final int MEAN_PLANE_STRIDE = 4;
  private static final double SPREAD = 1000;
  private static final int[][] PAIRS = pairs();

  private final float[] image;
  private final GridSize size;
  private final int radius;
  private final int distance;

  private MindDescriptors(float[] image, GridSize size, int radius, int distance) {
    this.image = image;
    this.size = size;
    this.radius = radius;
    this.distance = distance;
  }

  /**
   * @param image planar [nk][nj][ni]
   * @param radius half the side of the patch, without its centre
   * @param distance from a voxel to the neighbours that are compared, in voxels
   * @return [nk][nj][ni][12], each 255 m - 128, rounded
   */
  public static byte[] of(float[] image, GridSize size, int radius, int distance, int threads) {
    return new MindDescriptors(image, size, radius, distance).all(threads);
  }

  /** Neighbours are numbered -i, +i, -j, +j, -k, +k; a pair is two of different axes. */
  private static int[][] pairs() {
    int[][] pairs = new int[CHANNELS][];
    int count = 0;
    for (int a = 0; a < 6; a++) {
      for (int b = a + 1; b < 6; b++) {
        if (a / 2 != b / 2) {
          pairs[count++] = new int[] {a, b};
        }
      }
    }
    return pairs;
  }

  private byte[] all(int threads) {
    double mean = meanVariation(threads);
    int plane = size.ni() * size.nj();
    byte[] result = new byte[Math.multiplyExact(Math.multiplyExact(plane, size.nk()), CHANNELS)];
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          float[][] distances = patchDistances(k);
          for (int p = 0; p < plane; p++) {
            describe(distances, p, mean, result, (k * plane + p) * CHANNELS);
          }
        });
    return result;
  }

  private static void describe(float[][] distances, int p, double mean, byte[] result, int to) {
    double least = least(distances, p);
    double variation = Math.clamp(variation(distances, p, least), mean / SPREAD, mean * SPREAD);
    for (int c = 0; c < CHANNELS; c++) {
      double m = variation > 0 ? Math.exp(-(distances[c][p] - least) / variation) : 1;
      result[to + c] = (byte) (Math.round(ONE * m) + Byte.MIN_VALUE);
    }
  }

  private static double least(float[][] distances, int p) {
    double least = distances[0][p];
    for (int c = 1; c < CHANNELS; c++) {
      least = Math.min(least, distances[c][p]);
    }
    return least;
  }

  private static double variation(float[][] distances, int p, double least) {
    double sum = 0;
    for (int c = 0; c < CHANNELS; c++) {
      sum += distances[c][p] - least;
    }
    return sum / CHANNELS;
  }

  private double meanVariation(int threads) {
    int plane = size.ni() * size.nj();
    double[] sums = new double[(size.nk() + MEAN_PLANE_STRIDE - 1) / MEAN_PLANE_STRIDE];
    Workers.forEach(
        sums.length,
        threads,
        n -> {
          float[][] distances = patchDistances(n * MEAN_PLANE_STRIDE);
          double sum = 0;
          for (int p = 0; p < plane; p++) {
            sum += variation(distances, p, least(distances, p));
          }
          sums[n] = sum;
        });
    return Arrays.stream(sums).sum() / ((double) sums.length * plane);
  }

  /** D of one plane, [channel][nj * ni]. */
  private float[][] patchDistances(int k) {
    int plane = size.ni() * size.nj();
    float[][] result = new float[CHANNELS][plane];
    float[] scratch = new float[plane];
    for (int c = 0; c < CHANNELS; c++) {
      for (int r = -radius; r <= radius; r++) {
        addSquares(PAIRS[c], Math.clamp(k + r, 0, size.nk() - 1), result[c]);
      }
      boxAlongJ(result[c], scratch);
      boxAlongI(scratch, result[c]);
    }
    return result;
  }

  private void addSquares(int[] pair, int k, float[] sum) {
    int ni = size.ni();
    int[] a = shift(pair[0]);
    int[] b = shift(pair[1]);
    for (int j = 0; j < size.nj(); j++) {
      int rowA = row(j + a[1], k + a[2]);
      int rowB = row(j + b[1], k + b[2]);
      for (int i = 0; i < ni; i++) {
        float d =
            image[rowA + Math.clamp(i + a[0], 0, ni - 1)]
                - image[rowB + Math.clamp(i + b[0], 0, ni - 1)];
        sum[j * ni + i] += d * d;
      }
    }
  }

  private int[] shift(int neighbour) {
    int[] shift = new int[3];
    shift[neighbour / 2] = neighbour % 2 == 0 ? -distance : distance;
    return shift;
  }

  private int row(int j, int k) {
    return (Math.clamp(k, 0, size.nk() - 1) * size.nj() + Math.clamp(j, 0, size.nj() - 1))
        * size.ni();
  }

  private void boxAlongJ(float[] in, float[] out) {
    int ni = size.ni();
    for (int j = 0; j < size.nj(); j++) {
      Arrays.fill(out, j * ni, (j + 1) * ni, 0);
      for (int r = -radius; r <= radius; r++) {
        int from = Math.clamp(j + r, 0, size.nj() - 1) * ni;
        for (int i = 0; i < ni; i++) {
          out[j * ni + i] += in[from + i];
        }
      }
    }
  }

  private void boxAlongI(float[] in, float[] out) {
    int ni = size.ni();
    for (int j = 0; j < size.nj(); j++) {
      for (int i = 0; i < ni; i++) {
        float sum = 0;
        for (int r = -radius; r <= radius; r++) {
          sum += in[j * ni + Math.clamp(i + r, 0, ni - 1)];
        }
        out[j * ni + i] = sum;
      }
    }
  }
}
