package org.regista.transform.map;

/** {@code x -> a(x) + b(x) - x}: the displacements of two maps added (elastix, "Add"). */
public record SumMap(PointMap a, PointMap b) implements PointMap {

  @Override
  public void apply(double[] point) {
    double[] other = point.clone();
    double[] start = point.clone();
    a.apply(point);
    b.apply(other);
    for (int n = 0; n < 3; n++) {
      point[n] += other[n] - start[n];
    }
  }
}
