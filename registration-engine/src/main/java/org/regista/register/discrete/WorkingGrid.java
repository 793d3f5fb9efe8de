package org.regista.register.discrete;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.GridSampler;
import org.regista.image.Volume;
import org.regista.parallel.Workers;

/** Cubic voxels over the box of the fixed image, along its axes. */
public record WorkingGrid(GridGeometry geometry) {

  public static WorkingGrid over(GridGeometry fixed, double spacingMm) {
    int ni = voxels(fixed.size().ni() * fixed.spacingMm(0), spacingMm);
    int nj = voxels(fixed.size().nj() * fixed.spacingMm(1), spacingMm);
    int nk = voxels(fixed.size().nk() * fixed.spacingMm(2), spacingMm);
    AffineMap toFixed =
        axes(
            spacingMm / fixed.spacingMm(0),
            spacingMm / fixed.spacingMm(1),
            spacingMm / fixed.spacingMm(2),
            first(fixed.size().ni(), ni, spacingMm / fixed.spacingMm(0)),
            first(fixed.size().nj(), nj, spacingMm / fixed.spacingMm(1)),
            first(fixed.size().nk(), nk, spacingMm / fixed.spacingMm(2)));
    return new WorkingGrid(
        new GridGeometry(new GridSize(ni, nj, nk), toFixed.andThen(fixed.indexToLps())));
  }

  private static int voxels(double lengthMm, double spacingMm) {
    return Math.max(1, (int) Math.round(lengthMm / spacingMm));
  }

  private static AffineMap axes(double a, double b, double c, double i, double j, double k) {
    return new AffineMap(a, 0, 0, i, 0, b, 0, j, 0, 0, c, k);
  }

  /** Both grids share their centre. */
  private static double first(int fixedVoxels, int voxels, double step) {
    return 0.5 * (fixedVoxels - 1 - (voxels - 1) * step);
  }

  public GridSize size() {
    return geometry.size();
  }

  /** Size with {@code pad} voxels more on every side. */
  public GridSize padded(int pad) {
    return new GridSize(size().ni() + 2 * pad, size().nj() + 2 * pad, size().nk() + 2 * pad);
  }

  /**
   * The image at every padded voxel; beyond its edge it goes on with its outermost voxels.
   *
   * @param toImage from LPS mm of the fixed space to LPS mm of the image
   */
  float[] sample(Volume image, Displacements moved, AffineMap toImage, int pad, int threads) {
    GridSize to = padded(pad);
    GridSize from = image.size();
    AffineMap toIndex = geometry.indexToLps().andThen(toImage).andThen(image.grid().lpsToIndex());
    float[] values = new float[Math.toIntExact(to.voxelCount())];
    Workers.forEach(
        to.nk(),
        threads,
        k -> {
          GridSampler sampler = new GridSampler(image.voxels(), from, AffineMap.IDENTITY);
          double[] x = new double[3];
          int p = k * to.ni() * to.nj();
          for (int j = 0; j < to.nj(); j++) {
            for (int i = 0; i < to.ni(); i++, p++) {
              moved.at(i - pad, j - pad, k - pad, x);
              sampler.moveToIndex(
                  Math.clamp(toIndex.row0(x[0], x[1], x[2]), 0, from.ni() - 1),
                  Math.clamp(toIndex.row1(x[0], x[1], x[2]), 0, from.nj() - 1),
                  Math.clamp(toIndex.row2(x[0], x[1], x[2]), 0, from.nk() - 1));
              values[p] = (float) sampler.value(0);
            }
          }
        });
    return values;
  }
}
