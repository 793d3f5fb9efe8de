package org.regista.compute.kernel;

/**
 * One number for each of the axes i, j, k: a standard deviation in voxels, a spacing in mm, a
 * factor.
 */
public record AxisValues(double i, double j, double k) {

  public static AxisValues same(double value) {
    return new AxisValues(value, value, value);
  }
}
