package org.regista.transform.map;

/**
 * A pull-back of another program, evaluated exactly: fixed to moving, LPS mm. Without the spaces
 * and the assurances of {@link org.regista.transform.Transform}; it may fold or mirror.
 */
public sealed interface PointMap permits LinearMap, BSplineMap, FieldMap, SumMap, MapSequence {

  /**
   * Replaces a point by its image.
   *
   * @param point x, y, z
   */
  void apply(double[] point);
}
