package org.regista.viewers.structure;

import java.util.Arrays;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.rt.Structure;
import org.regista.rt.StructureSolid;

/**
 * A structure that can be cut by any plane. Owns its field.
 *
 * @param field positive inside and zero on the surface, in between linear; a little larger than the
 *     structure, negative or NaN beyond
 * @param volumeMm3 by the rule
 * @param volumeRule how the volume was counted, for people
 * @param centre centre of its mass, in the space of the field
 */
public record Solid(Volume field, double volumeMm3, String volumeRule, LpsPoint centre)
    implements AutoCloseable {

  /** How the volume of voxels is counted. */
  public static final String VOXEL_RULE = "number of voxels times the volume of one";

  private static final float HALF = 0.5f;

  /**
   * Of contours.
   *
   * @param space in which they lie
   * @throws IllegalArgumentException if the structure has no closed contours in parallel planes
   */
  public static Solid of(Structure structure, Space space, int threads) {
    StructureSolid solid = StructureSolid.of(structure);
    return new Solid(
        solid.distances(space, threads),
        solid.volumeMm3(),
        StructureSolid.VOLUME_RULE,
        structure.centroid());
  }

  /**
   * Of the voxels that hold {@code label}, each a box around its centre; its surface is where the
   * linearly interpolated share of the label is one half.
   *
   * @throws IllegalArgumentException if no voxel holds it
   */
  public static Solid ofLabel(Volume labels, int label) {
    return ofShares(labels, v -> Math.round(v) == label ? 1 : 0, "no voxel has the value " + label);
  }

  /**
   * Of the share of each voxel that belongs to it.
   *
   * @param mask shares from 0 to 1; borrowed
   * @throws IllegalArgumentException if no voxel belongs to it at least by half
   */
  public static Solid ofMask(Volume mask) {
    return ofShares(mask, v -> v, "no voxel belongs to it");
  }

  private interface Share {
    float of(float voxel);
  }

  private static Solid ofShares(Volume source, Share share, String nothing) {
    GridSize size = source.size();
    int[] least = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] most = {-1, -1, -1};
    double[] sum = new double[3];
    long count = 0;
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          if (share.of(source.at(i, j, k)) >= HALF) {
            int[] at = {i, j, k};
            for (int axis = 0; axis < 3; axis++) {
              least[axis] = Math.min(least[axis], at[axis]);
              most[axis] = Math.max(most[axis], at[axis]);
              sum[axis] += at[axis];
            }
            count++;
          }
        }
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException(nothing);
    }
    GridGeometry grid = source.grid();
    return new Solid(
        field(source, share, least, most),
        count * grid.voxelVolumeMm3(),
        VOXEL_RULE,
        grid.toLps(new VoxelIndex(sum[0] / count, sum[1] / count, sum[2] / count)));
  }

  /** One voxel larger on each side, also beyond the grid. */
  private static Volume field(Volume source, Share share, int[] least, int[] most) {
    GridSize all = source.size();
    int[] n = new int[3];
    Arrays.setAll(n, axis -> most[axis] - least[axis] + 3);
    GridSize size = new GridSize(n[0], n[1], n[2]);
    AffineMap map = source.grid().indexToLps();
    LpsPoint origin = source.grid().toLps(new VoxelIndex(least[0] - 1, least[1] - 1, least[2] - 1));
    GridGeometry grid =
        new GridGeometry(
            size, AffineMap.ofColumns(map.column(0), map.column(1), map.column(2), origin));
    NativeBuffer values = NativeBuffer.allocate(size.voxelCount());
    for (int k = 0; k < n[2]; k++) {
      for (int j = 0; j < n[1]; j++) {
        for (int i = 0; i < n[0]; i++) {
          int si = i + least[0] - 1;
          int sj = j + least[1] - 1;
          int sk = k + least[2] - 1;
          boolean within =
              si >= 0 && sj >= 0 && sk >= 0 && si < all.ni() && sj < all.nj() && sk < all.nk();
          float here = within ? share.of(source.at(si, sj, sk)) : 0;
          values.set(size.offset(i, j, k), here - HALF);
        }
      }
    }
    return new Volume(source.space(), grid, IntensityUnit.ARBITRARY, values);
  }

  /** One of the corners of the box around the field, LPS mm. */
  private LpsPoint corner(int n) {
    GridSize size = field.size();
    return field
        .grid()
        .toLps(
            new VoxelIndex(
                (n & 1) * (size.ni() - 1.0),
                (n >> 1 & 1) * (size.nj() - 1.0),
                (n >> 2 & 1) * (size.nk() - 1.0)));
  }

  /** Whether the plane through {@code p} may meet the field at all. */
  public boolean mayMeet(LpsPoint p, LpsVector normal) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int n = 0; n < 8; n++) {
      double along = corner(n).minus(p).dot(normal);
      least = Math.min(least, along);
      most = Math.max(most, along);
    }
    return least <= 0 && most >= 0;
  }

  /** Closed when nobody renders it any more. */
  @Override
  public void close() {
    field.close();
  }
}
