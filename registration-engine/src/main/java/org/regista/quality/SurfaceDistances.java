package org.regista.quality;

import java.util.Arrays;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.Volume;

/** Distances between the surfaces of one label in two images on the same orthogonal grid. */
final class SurfaceDistances {

  private SurfaceDistances() {}

  static LabelOverlap.Surface between(LabelExtent extent, Volume fixed, Volume warped) {
    GridSize box = extent.box();
    boolean[] fixedSurface = surface(extent.voxels(fixed), box);
    boolean[] warpedSurface = surface(extent.voxels(warped), box);
    Spread there = toNearest(fixedSurface, warpedSurface, box, fixed.grid());
    Spread back = toNearest(warpedSurface, fixedSurface, box, fixed.grid());
    return new LabelOverlap.Surface(
        (there.mean() + back.mean()) / 2,
        Math.max(there.p95(), back.p95()),
        Math.max(there.max(), back.max()));
  }

  /** The voxels with a neighbour outside; the box holds the whole structure. */
  private static boolean[] surface(boolean[] inside, GridSize box) {
    int ni = box.ni();
    int plane = ni * box.nj();
    boolean[] surface = new boolean[inside.length];
    for (int k = 0; k < box.nk(); k++) {
      for (int j = 0; j < box.nj(); j++) {
        for (int i = 0; i < ni; i++) {
          int p = k * plane + j * ni + i;
          boolean enclosed =
              i > 0
                  && i < ni - 1
                  && j > 0
                  && j < box.nj() - 1
                  && k > 0
                  && k < box.nk() - 1
                  && inside[p - 1]
                  && inside[p + 1]
                  && inside[p - ni]
                  && inside[p + ni]
                  && inside[p - plane]
                  && inside[p + plane];
          surface[p] = inside[p] && !enclosed;
        }
      }
    }
    return surface;
  }

  private static Spread toNearest(boolean[] from, boolean[] to, GridSize box, GridGeometry grid) {
    double[] squaredMm = DistanceTransform.squaredMm(to, box, grid);
    double[] mm = new double[from.length];
    int count = 0;
    for (int p = 0; p < from.length; p++) {
      if (from[p]) {
        mm[count++] = Math.sqrt(squaredMm[p]);
      }
    }
    return Spread.of(Arrays.copyOf(mm, count));
  }
}
