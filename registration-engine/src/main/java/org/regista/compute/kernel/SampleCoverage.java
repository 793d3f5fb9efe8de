package org.regista.compute.kernel;

import java.util.Arrays;
import java.util.Optional;
import org.regista.compute.FieldOfView;
import org.regista.compute.LinearProblem;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsVector;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;

/**
 * How far each sample lies within what the moving image shows: its mask, and its field of view with
 * an edge that fades over one voxel. Because it fades, the weight of a sample has a derivative with
 * respect to the pose, without which a measure that counts what is covered could not be climbed.
 */
final class SampleCoverage implements AutoCloseable {

  private final LinearProblem problem;
  private final HostKernels kernels;
  private final int count;
  private final float[] points;
  private final float[] weights;
  private final Optional<MaskSamples> mask;
  private int[] edgeSamples = new int[1024];
  private double[] edgeSlopes = new double[3 * 1024];
  private int edges;

  SampleCoverage(LinearProblem problem, HostKernels kernels) {
    this.problem = problem;
    this.kernels = kernels;
    this.count = Math.toIntExact(problem.sampleValues().length());
    this.points = new float[3 * count];
    problem.samplePoints().read(0, points, 3 * count);
    this.weights = new float[count];
    this.mask = problem.movingMask().map(m -> new MaskSamples(m, count));
  }

  /**
   * Multiplies the weights of samples by their coverage and finds those at an edge.
   *
   * @return the sum of the weights
   */
  double apply(AffineMap centredToMoving, NativeBuffer weight) {
    mask.ifPresent(m -> m.read(centredToMoving));
    weight.read(0, weights, count);
    FieldOfView field = new FieldOfView(problem.moving().grid(), centredToMoving);
    edges = 0;
    double sum = 0;
    for (int n = 0; n < count; n++) {
      double base = weights[n];
      if (base > 0) {
        double covered = field.at(points[n], points[count + n], points[2 * count + n]);
        double masked = mask.isPresent() ? mask.get().values[n] : 1;
        weights[n] = (float) (base * covered * masked);
        sum += weights[n];
        if (covered < 1 || (mask.isPresent() && mask.get().slopesAt(n))) {
          addEdge(n, base, covered, masked, field.slope());
        }
      }
    }
    weight.write(0, weights, count);
    return sum;
  }

  /** Keeps d weight / d place of sample n, LPS mm of the moving space. */
  private void addEdge(int n, double base, double covered, double masked, LpsVector coveredSlope) {
    if (edges == edgeSamples.length) {
      edgeSamples = Arrays.copyOf(edgeSamples, 2 * edges);
      edgeSlopes = Arrays.copyOf(edgeSlopes, 6 * edges);
    }
    LpsVector slope = coveredSlope.times(masked);
    if (mask.isPresent()) {
      slope = slope.plus(mask.get().slope(n).times(covered));
    }
    edgeSamples[edges] = n;
    edgeSlopes[3 * edges] = base * slope.x();
    edgeSlopes[3 * edges + 1] = base * slope.y();
    edgeSlopes[3 * edges + 2] = base * slope.z();
    edges++;
  }

  /** What one more unit of weight of a sample is worth. */
  interface Worth {
    double of(int sample);
  }

  /** Sum over n of worth d weight / d T, row-major 3x4, T being the pose that was applied. */
  double[] derivative(Worth worth) {
    double[] sums = new double[12];
    for (int e = 0; e < edges; e++) {
      int n = edgeSamples[e];
      double value = worth.of(n);
      for (int a = 0; a < 3; a++) {
        double s = value * edgeSlopes[3 * e + a];
        sums[4 * a] += s * points[n];
        sums[4 * a + 1] += s * points[count + n];
        sums[4 * a + 2] += s * points[2 * count + n];
        sums[4 * a + 3] += s;
      }
    }
    return sums;
  }

  private static LpsVector transposed(AffineMap m, double i, double j, double k) {
    return new LpsVector(
        m.m00() * i + m.m10() * j + m.m20() * k,
        m.m01() * i + m.m11() * j + m.m21() * k,
        m.m02() * i + m.m12() * j + m.m22() * k);
  }

  @Override
  public void close() {
    mask.ifPresent(MaskSamples::close);
  }

  /** The moving mask read at the samples; its own buffers, because its grid is its own. */
  private final class MaskSamples implements AutoCloseable {
    private final Mask mask;
    private final AffineMap lpsToIndex;
    private final NativeBuffer value;
    private final NativeBuffer gradient;
    private final NativeBuffer inside;
    private final float[] values;
    private final float[] slopes;

    MaskSamples(Mask mask, int count) {
      this.mask = mask;
      this.lpsToIndex = mask.grid().lpsToIndex();
      this.value = NativeBuffer.allocate(count);
      this.gradient = NativeBuffer.allocate(3L * count);
      this.inside = NativeBuffer.allocate(count);
      this.values = new float[count];
      this.slopes = new float[3 * count];
    }

    void read(AffineMap centredToMoving) {
      kernels.sample(
          mask.weights(),
          mask.grid().size(),
          centredToMoving.andThen(lpsToIndex),
          problem.samplePoints(),
          count,
          value,
          gradient,
          inside);
      value.read(0, values, count);
      gradient.read(0, slopes, 3 * count);
    }

    boolean slopesAt(int n) {
      return slopes[n] != 0 || slopes[count + n] != 0 || slopes[2 * count + n] != 0;
    }

    LpsVector slope(int n) {
      return transposed(lpsToIndex, slopes[n], slopes[count + n], slopes[2 * count + n]);
    }

    @Override
    public void close() {
      value.close();
      gradient.close();
      inside.close();
    }
  }
}
