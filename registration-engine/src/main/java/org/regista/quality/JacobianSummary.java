package org.regista.quality;

import java.util.Arrays;
import java.util.List;
import org.regista.compute.kernel.JacobianStatistics;
import org.regista.compute.reference.ReferenceKernels;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.image.NativeBuffer;
import org.regista.quality.Places.Place;
import org.regista.transform.DisplacementField;

/**
 * The determinants of {@code x -> x + u(x)}: 1 keeps the volume, below 1 the anatomy is smaller in
 * the moving image, 0 or less is a fold. Extremes and folds count over the whole grid, see {@link
 * JacobianStatistics}; mean, deviation and histogram over the fixed foreground.
 *
 * @param min smallest digital determinant
 * @param max largest
 * @param nonPositiveCells cells with at least one digital determinant &lt;= 0
 * @param centralNonPositive voxels whose central-difference determinant is &lt;= 0
 * @param meanLog mean of ln(central determinant) where that is positive
 * @param sdLog standard deviation of the same
 * @param beyondThreefold share of the foreground that shrinks to less than a third or swells to
 *     more than three times its volume
 */
public record JacobianSummary(
    double min,
    double max,
    long nonPositiveCells,
    long centralNonPositive,
    double meanLog,
    double sdLog,
    double beyondThreefold,
    Histogram histogram) {

  private static final double LOG_3 = Math.log(3);

  /**
   * Counts of the central determinant: bin n holds {@code from + n width} and above; the outermost
   * bins also hold what lies beyond them.
   */
  public record Histogram(double from, double width, List<Long> counts) {

    private static final double FROM = -0.2;
    private static final double WIDTH = 0.05;
    private static final int BINS = 64;

    public Histogram {
      counts = List.copyOf(counts);
    }

    static Histogram of(double[] values) {
      long[] counts = new long[BINS];
      for (double value : values) {
        counts[(int) Math.clamp((long) Math.floor((value - FROM) / WIDTH), 0, BINS - 1)]++;
      }
      return new Histogram(FROM, WIDTH, Arrays.stream(counts).boxed().toList());
    }
  }

  static JacobianSummary of(DisplacementField field, List<Place> foreground, int threads) {
    GridSize size = field.grid().size();
    try (NativeBuffer central = NativeBuffer.allocate(size.voxelCount());
        ReferenceKernels kernels = new ReferenceKernels(threads)) {
      JacobianStatistics all =
          kernels.jacobianOfMm(field.displacementsMm(), field.grid().lpsToIndex(), size, central);
      double[] values = nearest(central, field, foreground);
      double[] logs = Arrays.stream(values).filter(j -> j > 0).map(Math::log).toArray();
      double meanLog = Arrays.stream(logs).average().orElse(0);
      double variance =
          Arrays.stream(logs).map(log -> (log - meanLog) * (log - meanLog)).average().orElse(0);
      return new JacobianSummary(
          all.min(),
          all.max(),
          all.nonPositiveCells(),
          all.centralNonPositive(),
          meanLog,
          Math.sqrt(variance),
          beyondThreefold(values),
          Histogram.of(values));
    }
  }

  private static double beyondThreefold(double[] determinants) {
    return Arrays.stream(determinants)
        .map(j -> j > 0 && Math.abs(Math.log(j)) <= LOG_3 ? 0 : 1)
        .average()
        .orElse(0);
  }

  /** The determinants of the voxels nearest to the places that lie on the grid. */
  private static double[] nearest(
      NativeBuffer central, DisplacementField field, List<Place> foreground) {
    GridSize size = field.grid().size();
    AffineMap m = field.grid().lpsToIndex();
    double[] values = new double[foreground.size()];
    int count = 0;
    for (Place place : foreground) {
      LpsPoint p = place.at();
      double i = Math.rint(m.row0(p.x(), p.y(), p.z()));
      double j = Math.rint(m.row1(p.x(), p.y(), p.z()));
      double k = Math.rint(m.row2(p.x(), p.y(), p.z()));
      if (size.encloses(i, j, k)) {
        values[count++] = central.get(size.offset((int) i, (int) j, (int) k));
      }
    }
    return Arrays.copyOf(values, count);
  }
}
