package org.regista.transform.map;

import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.transform.DisplacementField;

/** {@code x -> x + u(x)}, trilinear; owns the field. */
public record FieldMap(DisplacementField field) implements PointMap, AutoCloseable {

  @Override
  public void apply(double[] point) {
    LpsVector u = field.displacementAt(new LpsPoint(point[0], point[1], point[2]));
    point[0] += u.x();
    point[1] += u.y();
    point[2] += u.z();
  }

  @Override
  public void close() {
    field.close();
  }
}
