package org.regista.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  static Places of(Volume fixed, Optional<Mask> mask) {
    List<Place> all = new ArrayList<>();
    List<Place> foreground = new ArrayList<>();
    PlaneForeground found = PlaneForeground.of(fixed);
    GridSize size = fixed.size();
    int step = step(size);
    for (int k = middle(size.nk(), step); k < size.nk(); k += step) {
      boolean[] plane = mask.isPresent() ? new boolean[0] : found.plane(k);
      for (int j = middle(size.nj(), step); j < size.nj(); j += step) {
        for (int i = middle(size.ni(), step); i < size.ni(); i += step) {
          Place place = new Place(fixed.grid().toLps(new VoxelIndex(i, j, k)), fixed.at(i, j, k));
          all.add(place);
          if (mask.isPresent() ? inMask(mask.get(), place) : plane[j * size.ni() + i]) {
            foreground.add(place);
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

  private static boolean inMask(Mask mask, Place place) {
    GridSampler weights = new GridSampler(mask.weights(), mask.grid());
    LpsPoint p = place.at();
    return weights.moveTo(p.x(), p.y(), p.z()) && weights.value(0) > IN_MASK;
  }
}
