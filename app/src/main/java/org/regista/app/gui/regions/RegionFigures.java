package org.regista.app.gui.regions;

import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.quality.region.Region;
import org.regista.quality.region.RegionMeasures;
import org.regista.quality.region.RegionVoxels;
import org.regista.quality.region.ResampledRegion;

/**
 * A region with what it holds.
 *
 * @param voxels those of the PET that count; empty if it cannot be measured
 * @param measures of them
 * @param resampled the same on the grid of the fixed image, to be shown as such; empty if the PET
 *     is the fixed image or the transform bends space
 * @param trouble why it is not measured; empty if it is
 */
public record RegionFigures(
    Region region,
    Optional<RegionVoxels> voxels,
    Optional<RegionMeasures> measures,
    Optional<RegionMeasures> resampled,
    String trouble) {

  static RegionFigures of(Region region, PetSide pet, int threads) {
    Volume volume = pet.volume();
    try {
      RegionVoxels voxels = RegionVoxels.of(region, volume);
      Optional<RegionMeasures> resampled =
          pet.isFixed()
              ? Optional.empty()
              : ResampledRegion.of(
                  region, volume, pet.scene().fixedToMoving(), pet.scene().fixed().grid(), threads);
      RegionMeasures measures = RegionMeasures.of(volume, voxels);
      return new RegionFigures(region, Optional.of(voxels), Optional.of(measures), resampled, "");
    } catch (InputDataException e) {
      return new RegionFigures(
          region,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          String.valueOf(e.getMessage()));
    }
  }
}
