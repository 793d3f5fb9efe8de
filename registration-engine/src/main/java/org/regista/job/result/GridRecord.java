package org.regista.job.result;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * A grid as JSON, in LPS mm and ITK's terms: {@code lps = origin + direction * (spacing * index)}.
 *
 * @param size voxels along i, j and k
 * @param spacingMm along i, j and k
 * @param origin the centre of voxel (0, 0, 0)
 * @param direction the rows of the matrix whose columns are the unit vectors of i, j and k
 */
public record GridRecord(
    List<Integer> size, List<Double> spacingMm, List<Double> origin, List<List<Double>> direction) {

  public GridRecord {
    size = List.copyOf(size);
    spacingMm = List.copyOf(spacingMm);
    origin = List.copyOf(origin);
    direction = direction.stream().map(List::copyOf).toList();
    boolean rowsOfThree = direction.stream().allMatch(row -> row.size() == 3);
    if (size.size() != 3
        || spacingMm.size() != 3
        || origin.size() != 3
        || direction.size() != 3
        || !rowsOfThree) {
      throw new IllegalArgumentException("a grid has three axes, not these: size " + size);
    }
  }

  public static GridRecord of(GridGeometry grid) {
    GridSize n = grid.size();
    LpsPoint o = grid.origin();
    LpsVector i = grid.direction(0);
    LpsVector j = grid.direction(1);
    LpsVector k = grid.direction(2);
    return new GridRecord(
        List.of(n.ni(), n.nj(), n.nk()),
        IntStream.range(0, 3).mapToObj(grid::spacingMm).toList(),
        numbers(o.x(), o.y(), o.z()),
        List.of(
            numbers(i.x(), j.x(), k.x()),
            numbers(i.y(), j.y(), k.y()),
            numbers(i.z(), j.z(), k.z())));
  }

  private static List<Double> numbers(double a, double b, double c) {
    return DoubleStream.of(a, b, c).boxed().toList();
  }

  /** The grid itself. */
  public GridGeometry grid() {
    return new GridGeometry(
        new GridSize(size.get(0), size.get(1), size.get(2)),
        AffineMap.ofColumns(
            step(0), step(1), step(2), new LpsPoint(origin.get(0), origin.get(1), origin.get(2))));
  }

  private LpsVector step(int axis) {
    return new LpsVector(
            direction.get(0).get(axis), direction.get(1).get(axis), direction.get(2).get(axis))
        .times(spacingMm.get(axis));
  }
}
