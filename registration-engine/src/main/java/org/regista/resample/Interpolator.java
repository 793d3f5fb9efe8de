package org.regista.resample;

/** Intensity between the voxel centres of one image. One thread at a time. */
interface Interpolator {

  /** At a continuous index within [0, n - 1] of each axis. */
  float at(double i, double j, double k);
}
