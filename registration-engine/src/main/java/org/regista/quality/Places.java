package org.regista.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.GridSampler;
import org.regista.image.Mask;
import org.regista.image.Volume;

/**
 * Where a registration is judged: the centres of every s-th voxel of the fixed image along each
 * axis, always the same ones. The foreground is where the mask exceeds one half; without a mask,
 * what {@link PlaneForeground} finds.
 *
 * @param counted the places at which intensities are compared: all, or those of the mask
 * @param foreground the places in the foreground
 */
record Places(List<Place> counted, List<Place> foreground) {

  /** Enough for the third digit of every number reported. */
  private static final long MOST = 400_000;

  private static final double IN_MASK = 0.5;

  /** A voxel centre of the fixed image and its intensity. */
  record Place(LpsPoint at, float value) {}

  /** Which voxels of one k-plane belong to the patient, [nj][ni]. */
  private interface Planes {
    boolean[] at(int k);
  }

  static Places of(Volume fixed, Optional<Mask> mask) {
    Planes patient =
        mask.<Planes>map(m -> k -> maskPlane(m, fixed.grid(), k))
            .orElseGet(() -> PlaneForeground.of(fixed)::plane);
    List<Place> all = new ArrayList<>();
    List<Place> foreground = new ArrayList<>();
    GridSize size = fixed.size();
    int step = step(size);
    for (int k = middle(size.nk(), step); k < size.nk(); k += step) {
      boolean[] plane = patient.at(k);
      for (int j = middle(size.nj(), step); j < size.nj(); j += step) {
        for (int i = middle(size.ni(), step); i < size.ni(); i += step) {
          LpsPoint at = fixed.grid().toLps(new VoxelIndex(i, j, k));
          all.add(new Place(at, fixed.at(i, j, k)));
          if (plane[j * size.ni() + i]) {
            foreground.add(all.getLast());
          }
        }
      }
    }
    return new Places(mask.isPresent() ? foreground : all, foreground);
  }

  private static int step(GridSize size) {
    return (int) Math.ceil(Math.cbrt((double) size.voxelCount() / MOST));
  }

  /**
   * First of every {@code step}-th position, such that what is left over is the same at both ends.
   */
  private static int middle(int length, int step) {
    return (length - 1) % step / 2;
  }

  private static boolean[] maskPlane(Mask mask, GridGeometry grid, int k) {
    GridSampler weights = new GridSampler(mask.weights(), mask.grid());
    int ni = grid.size().ni();
    boolean[] plane = new boolean[ni * grid.size().nj()];
    for (int p = 0; p < plane.length; p++) {
      LpsPoint at = grid.toLps(new VoxelIndex(p % ni, Math.floorDiv(p, ni), k));
      plane[p] = weights.moveTo(at.x(), at.y(), at.z()) && weights.value(0) > IN_MASK;
    }
    return plane;
  }
}
