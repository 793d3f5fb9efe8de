package org.regista.transform.map;

import org.regista.geometry.AffineMap;

/** {@code x -> M x + t}. */
public record LinearMap(AffineMap map) implements PointMap {

  @Override
  public void apply(double[] point) {
    double x = point[0];
    double y = point[1];
    double z = point[2];
    point[0] = map.row0(x, y, z);
    point[1] = map.row1(x, y, z);
    point[2] = map.row2(x, y, z);
  }
}
