package org.regista.resample;

/** How an intensity between voxel centres follows from the voxels around it. */
public enum Interpolation {
  /** The voxel whose centre is nearest. */
  NEAREST,
  /** Trilinear: the mean of the eight voxels around, weighted by nearness. */
  LINEAR,
  /** Cubic B-spline through the voxel values; smoother than linear, may overshoot at edges. */
  BSPLINE,
  /** For label maps: the label with the largest trilinear weight, so that no label is invented. */
  LABEL
}
