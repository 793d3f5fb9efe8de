package org.regista.transform.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;
import org.regista.transform.DisplacementField;

/** Maps applied one after another, the first step first. Owns the fields among them. */
public record MapSequence(List<PointMap> steps) implements PointMap, AutoCloseable {

  /** Sequences within are taken apart, and neighbouring linear steps put together. */
  public MapSequence {
    List<PointMap> flat = new ArrayList<>();
    steps.forEach(step -> append(step, flat));
    steps = List.copyOf(flat);
  }

  public static MapSequence of(PointMap... steps) {
    return new MapSequence(List.of(steps));
  }

  private static void append(PointMap step, List<PointMap> flat) {
    if (step instanceof MapSequence sequence) {
      sequence.steps.forEach(inner -> append(inner, flat));
    } else if (step instanceof LinearMap(AffineMap next)
        && !flat.isEmpty()
        && flat.getLast() instanceof LinearMap(AffineMap before)) {
      flat.set(flat.size() - 1, new LinearMap(before.andThen(next)));
    } else {
      flat.add(step);
    }
  }

  @Override
  public void apply(double[] point) {
    steps.forEach(step -> step.apply(point));
  }

  public LpsPoint apply(LpsPoint p) {
    double[] point = {p.x(), p.y(), p.z()};
    apply(point);
    return new LpsPoint(point[0], point[1], point[2]);
  }

  /** The whole as one matrix, if all steps are linear. */
  public Optional<AffineMap> linear() {
    return steps.stream().allMatch(LinearMap.class::isInstance)
        ? Optional.of(linearPart())
        : Optional.empty();
  }

  /** The linear steps alone, in their order: the whole without what bends. */
  public AffineMap linearPart() {
    AffineMap map = AffineMap.IDENTITY;
    for (PointMap step : steps) {
      map = step instanceof LinearMap(AffineMap linear) ? map.andThen(linear) : map;
    }
    return map;
  }

  /**
   * u with {@code A(x + u(x)) = this(x)} at every voxel centre of a grid, exact there to float32;
   * the caller closes it.
   *
   * @param a any map that can be inverted; {@link #linearPart} leaves the least to u
   */
  public DisplacementField displacement(AffineMap a, Space space, GridGeometry grid, int threads) {
    GridSize size = grid.size();
    AffineMap back = a.inverse();
    NativeBuffer u = NativeBuffer.allocate(3 * size.voxelCount());
    Workers.forEach(size.nk(), threads, k -> fillPlane(u, back, grid, k));
    return new DisplacementField(space, space, grid, u);
  }

  private void fillPlane(NativeBuffer u, AffineMap back, GridGeometry grid, int k) {
    GridSize size = grid.size();
    double[] p = new double[3];
    for (int j = 0; j < size.nj(); j++) {
      for (int i = 0; i < size.ni(); i++) {
        LpsPoint x = grid.toLps(new VoxelIndex(i, j, k));
        p[0] = x.x();
        p[1] = x.y();
        p[2] = x.z();
        apply(p);
        long at = size.offset(i, j, k);
        u.set(at, (float) (back.row0(p[0], p[1], p[2]) - x.x()));
        u.set(at + size.voxelCount(), (float) (back.row1(p[0], p[1], p[2]) - x.y()));
        u.set(at + 2 * size.voxelCount(), (float) (back.row2(p[0], p[1], p[2]) - x.z()));
      }
    }
  }

  @Override
  public void close() {
    for (PointMap step : steps) {
      if (step instanceof FieldMap field) {
        field.close();
      }
    }
  }
}
