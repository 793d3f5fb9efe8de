package org.regista.job;

import org.regista.image.Volume;

/** What a resampled image shows where the original has nothing. */
public final class Outside {

  private Outside() {}

  /** Zero, or the smallest intensity of an image that goes below zero: air in CT. */
  public static float of(Volume image) {
    float least = 0;
    for (long n = 0; n < image.voxels().length(); n++) {
      least = Math.min(least, image.voxels().get(n));
    }
    return least;
  }
}
