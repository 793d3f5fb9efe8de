package org.regista.register.blocks;

import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.GridSampler;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.parallel.Workers;
import org.regista.preprocess.GridWeights;
import org.regista.register.discrete.WorkingGrid;

/** An image on the grid that is compared. */
final class Sampling {

  private Sampling() {}

  /**
   * Trilinear values on the grid and {@code pad} voxels around it; NaN outside the image and where
   * its mask has a weight below a half. Borrows image and mask.
   *
   * @param toImage from LPS mm of the grid's space to those of the image
   */
  static float[] of(
      Volume image,
      Optional<Mask> mask,
      WorkingGrid working,
      AffineMap toImage,
      int pad,
      int threads) {
    GridSize to = working.padded(pad);
    AffineMap toIndex =
        working.geometry().indexToLps().andThen(toImage).andThen(image.grid().lpsToIndex());
    GridWeights weights = GridWeights.of(mask, image.grid());
    float[] values = new float[Math.toIntExact(to.voxelCount())];
    Workers.forEach(
        to.nk(),
        threads,
        k -> {
          GridSampler sampler = new GridSampler(image.voxels(), image.size(), AffineMap.IDENTITY);
          int p = k * to.ni() * to.nj();
          for (int j = 0; j < to.nj(); j++) {
            for (int i = 0; i < to.ni(); i++, p++) {
              double x = toIndex.row0(i - pad, j - pad, k - pad);
              double y = toIndex.row1(i - pad, j - pad, k - pad);
              double z = toIndex.row2(i - pad, j - pad, k - pad);
              boolean there = sampler.moveToIndex(x, y, z) && weights.at(x, y, z) >= 0.5;
              values[p] = there ? (float) sampler.value(0) : Float.NaN;
            }
          }
        });
    return values;
  }
}
