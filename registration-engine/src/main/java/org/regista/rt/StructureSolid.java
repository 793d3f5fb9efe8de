package org.regista.rt;

import java.util.List;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.parallel.Workers;

/**
 * The solid that the closed contours of a structure stand for (shape-based interpolation, as {@link
 * Reslicing} takes it), and its volume.
 */
public final class StructureSolid {

  /** How {@link #volumeMm3} is counted, for people. */
  public static final String VOLUME_RULE =
      "area of the contours times the distance of their planes, the last ones included whole";

  private static final int FINEST_CELLS = 200;
  private static final double LEAST_STEP_MM = 0.4;
  private static final double MOST_STEP_MM = 2;
  private static final int MARGIN_CELLS = 3;

  private final ContourPlanes planes;

  private StructureSolid(ContourPlanes planes) {
    this.planes = planes;
  }

  /**
   * @throws IllegalArgumentException if the structure has no closed contours in parallel planes
   */
  public static StructureSolid of(Structure structure) {
    return new StructureSolid(ContourPlanes.of(structure));
  }

  /** Volume in mm3 by {@link #VOLUME_RULE}; contours within contours are holes. */
  public double volumeMm3() {
    return planes.volumeMm3();
  }

  /**
   * A volume that is positive inside, negative outside and zero on the surface, about the distance
   * within the planes in mm; the caller closes it. It reaches a little beyond the solid.
   */
  public Volume distances(Space space, int threads) {
    ContourPlanes.Extent e = planes.extent();
    double widest = Math.max(e.mostU() - e.leastU(), e.mostV() - e.leastV());
    double step = Math.clamp(widest / FINEST_CELLS, LEAST_STEP_MM, MOST_STEP_MM);
    double margin = MARGIN_CELLS * step;
    int columns = (int) Math.ceil((e.mostU() - e.leastU() + 2 * margin) / step) + 1;
    int rows = (int) Math.ceil((e.mostV() - e.leastV() + 2 * margin) / step) + 1;
    double across = planes.isEven() ? planes.distanceMm() : planes.distanceMm() / 2;
    int layers = (int) Math.round((e.mostW() - e.leastW()) / across) + 3;
    double startU = e.leastU() - margin;
    double startV = e.leastV() - margin;
    double startW = e.leastW() - across;
    float[][] inPlane = new float[planes.count()][];
    Workers.forEach(
        planes.count(),
        threads,
        n ->
            inPlane[n] =
                PlaneDistances.of(planes.polygons(n), startU, startV, step, columns, rows));
    GridGeometry grid =
        grid(startU, startV, startW, step, across, new GridSize(columns, rows, layers));
    NativeBuffer values = NativeBuffer.allocate(grid.size().voxelCount());
    long area = (long) columns * rows;
    for (int k = 0; k < layers; k++) {
      List<ContourPlanes.Share> shares = planes.shares(startW + k * across);
      for (int n = 0; n < area; n++) {
        values.set(k * area + n, value(shares, inPlane, n));
      }
    }
    return new Volume(space, grid, IntensityUnit.ARBITRARY, values);
  }

  /**
   * Between two planes a mean; beyond a last one the solid ends after half a plane distance, which
   * a value that falls linearly to its own opposite says.
   */
  private static float value(List<ContourPlanes.Share> shares, float[][] inPlane, int n) {
    double mean = 0;
    double beyond = Double.NEGATIVE_INFINITY;
    boolean between = true;
    for (ContourPlanes.Share share : shares) {
      double here = inPlane[share.plane()][n];
      if (share.isMean()) {
        mean += share.weight() * here;
      } else {
        between = false;
        beyond = Math.max(beyond, here > 0 ? here * (1 - 2 * share.weight()) : here);
      }
    }
    return (float) (between ? mean : beyond);
  }

  private GridGeometry grid(
      double u, double v, double w, double step, double across, GridSize size) {
    LpsVector origin = planes.u().times(u).plus(planes.v().times(v)).plus(planes.normal().times(w));
    return new GridGeometry(
        size,
        AffineMap.ofColumns(
            planes.u().times(step),
            planes.v().times(step),
            planes.normal().times(across),
            new LpsPoint(origin.x(), origin.y(), origin.z())));
  }
}
