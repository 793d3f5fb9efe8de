package org.regista.preprocess;

import java.util.Optional;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/** Voxels that were never measured: a scanner or a program filled them with one darkest value. */
public final class Padding {

  /** A smaller share is noise that happens to be the darkest. */
  private static final double LEAST_SHARE = 0.05;

  /** With fewer measured voxels the image is a sparse one, not a padded one. */
  private static final double MOST_SHARE = 0.95;

  private Padding() {}

  /**
   * The voxels brighter than the darkest value, if so many have exactly that value that it must be
   * padding or a background that was cut away. The caller closes the mask.
   */
  public static Optional<Mask> measured(Volume volume) {
    NativeBuffer voxels = volume.voxels();
    float darkest = Float.POSITIVE_INFINITY;
    long padded = 0;
    for (long n = 0; n < voxels.length(); n++) {
      float value = voxels.get(n);
      if (value < darkest) {
        darkest = value;
        padded = 0;
      }
      padded += value == darkest ? 1 : 0;
    }
    double share = (double) padded / voxels.length();
    return share < LEAST_SHARE || share > MOST_SHARE
        ? Optional.empty()
        : Optional.of(Mask.above(volume, darkest));
  }
}
