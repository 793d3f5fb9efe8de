package org.regista.register;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;

/** How far two maps of the fixed space differ where the patient usually is. */
final class PoseDistance {

  private PoseDistance() {}

  /**
   * Root mean square distance, mm, over the corners of the fixed grid drawn in by half towards its
   * centre.
   */
  static double mm(GridGeometry fixed, AffineMap a, AffineMap b) {
    double squares = 0;
    for (int corner = 0; corner < 8; corner++) {
      LpsPoint p =
          fixed.toLps(
              new VoxelIndex(
                  ((corner & 1) + 0.5) / 2 * fixed.size().ni(),
                  ((corner >> 1 & 1) + 0.5) / 2 * fixed.size().nj(),
                  ((corner >> 2) + 0.5) / 2 * fixed.size().nk()));
      double d = a.apply(p).distanceMm(b.apply(p));
      squares += d * d;
    }
    return Math.sqrt(squares / 8);
  }
}
