package org.regista.io.dicom.reg;

import java.util.stream.DoubleStream;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.GridSampler;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;
import org.regista.transform.DisplacementField;

/**
 * A displacement field on a grid that a DICOM object can state: right-handed, without shear, and
 * coarser than the image, because the vectors of all voxels of a CT are 400 MB. Owns its field.
 *
 * @param field on the export grid
 * @param meanLossMm mean distance between the field and the original over the original's nodes
 * @param maxLossMm largest such distance
 */
public record FieldForExport(DisplacementField field, double meanLossMm, double maxLossMm)
    implements AutoCloseable {

  /** Millimetres between nodes, unless a user says otherwise. */
  public static final double USUAL_SPACING_MM = 3;

  /**
   * Draws a field on a grid that spans the original's nodes exactly, with steps of at most {@code
   * spacingMm}, but never finer than the original's.
   */
  public static FieldForExport of(DisplacementField u, double spacingMm, int threads) {
    GridGeometry grid = grid(u.grid(), spacingMm);
    NativeBuffer vectors = NativeBuffer.allocate(3 * grid.size().voxelCount());
    sample(u, grid, vectors, threads);
    DisplacementField coarse = new DisplacementField(u.fixed(), u.moving(), grid, vectors);
    double[] sums = new double[u.grid().size().nk()];
    double[] worst = new double[u.grid().size().nk()];
    Workers.forEach(sums.length, threads, k -> lossOfPlane(u, coarse, k, sums, worst));
    return new FieldForExport(
        coarse,
        DoubleStream.of(sums).sum() / u.grid().size().voxelCount(),
        DoubleStream.of(worst).max().orElse(0));
  }

  private static GridGeometry grid(GridGeometry from, double spacingMm) {
    LpsVector a = from.direction(0);
    LpsVector b = unit(from.direction(1).plus(a.times(-a.dot(from.direction(1)))));
    LpsVector c = VectorGridReader.cross(a, b);
    LpsVector[] axes = {a, b, c};
    int[] nodes = new int[3];
    LpsPoint origin = new LpsPoint(0, 0, 0);
    LpsVector[] steps = new LpsVector[3];
    for (int axis = 0; axis < 3; axis++) {
      double[] range = range(from, axes[axis]);
      double extent = range[1] - range[0];
      double step = Math.max(spacingMm, from.spacingMm(axis));
      nodes[axis] = Math.max(1, (int) Math.ceil(extent / step - 1e-6)) + 1;
      steps[axis] = axes[axis].times(extent > 0 ? extent / (nodes[axis] - 1) : step);
      origin = origin.plus(axes[axis].times(range[0]));
    }
    return new GridGeometry(
        new GridSize(nodes[0], nodes[1], nodes[2]),
        AffineMap.ofColumns(steps[0], steps[1], steps[2], origin));
  }

  private static LpsVector unit(LpsVector v) {
    return v.times(1 / v.lengthMm());
  }

  /** From the least to the most that a node of the grid lies along an axis. */
  private static double[] range(GridGeometry grid, LpsVector axis) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (LpsPoint p : Corners.of(grid)) {
      double along = p.x() * axis.x() + p.y() * axis.y() + p.z() * axis.z();
      least = Math.min(least, along);
      most = Math.max(most, along);
    }
    return new double[] {least, most};
  }

  private static void sample(
      DisplacementField u, GridGeometry grid, NativeBuffer into, int threads) {
    long count = grid.size().voxelCount();
    Workers.forEach(
        grid.size().nk(),
        threads,
        k -> {
          GridSampler sampler = new GridSampler(u.displacementsMm(), u.grid());
          for (int j = 0; j < grid.size().nj(); j++) {
            for (int i = 0; i < grid.size().ni(); i++) {
              LpsPoint p = grid.toLps(new VoxelIndex(i, j, k));
              if (sampler.moveTo(p.x(), p.y(), p.z())) {
                for (int c = 0; c < 3; c++) {
                  into.set(c * count + grid.size().offset(i, j, k), (float) sampler.value(c));
                }
              }
            }
          }
        });
  }

  private static void lossOfPlane(
      DisplacementField u, DisplacementField coarse, int k, double[] sums, double[] worst) {
    GridSize size = u.grid().size();
    long count = size.voxelCount();
    NativeBuffer exact = u.displacementsMm();
    GridSampler sampler = new GridSampler(coarse.displacementsMm(), coarse.grid());
    for (int j = 0; j < size.nj(); j++) {
      for (int i = 0; i < size.ni(); i++) {
        LpsPoint p = u.grid().toLps(new VoxelIndex(i, j, k));
        boolean inside = sampler.moveTo(p.x(), p.y(), p.z());
        long n = size.offset(i, j, k);
        double loss =
            new LpsVector(
                    (inside ? sampler.value(0) : 0) - exact.get(n),
                    (inside ? sampler.value(1) : 0) - exact.get(count + n),
                    (inside ? sampler.value(2) : 0) - exact.get(2 * count + n))
                .lengthMm();
        sums[k] += loss;
        worst[k] = Math.max(worst[k], loss);
      }
    }
  }

  @Override
  public void close() {
    field.close();
  }
}
