package org.regista.job.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.NativeBuffer;
import org.regista.transform.DisplacementField;

/**
 * A displacement field coarse enough to be sent while a registration still bends it; to be looked
 * at, not to be measured.
 *
 * @param vectors LPS mm, planar [3][nk][nj][ni], float32 little-endian as Base64
 */
public record LiveField(GridGeometry grid, String vectors) {

  private static final int MOST_ALONG = 40;

  static LiveField of(DisplacementField field) {
    GridGeometry coarse = coarse(field.grid());
    GridSize n = coarse.size();
    long count = n.voxelCount();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(3 * count * Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < n.nk(); k++) {
      for (int j = 0; j < n.nj(); j++) {
        for (int i = 0; i < n.ni(); i++) {
          LpsVector u = field.displacementAt(coarse.toLps(new VoxelIndex(i, j, k)));
          int voxel = Math.toIntExact(n.offset(i, j, k));
          put(bytes, voxel, u.x());
          put(bytes, Math.toIntExact(count) + voxel, u.y());
          put(bytes, Math.toIntExact(2 * count) + voxel, u.z());
        }
      }
    }
    return new LiveField(coarse, Base64.getEncoder().encodeToString(bytes.array()));
  }

  private static void put(ByteBuffer bytes, int index, double value) {
    bytes.putFloat(index * Float.BYTES, (float) value);
  }

  /** The same corners with fewer voxels between them. */
  private static GridGeometry coarse(GridGeometry grid) {
    GridSize n = grid.size();
    GridSize few =
        new GridSize(
            Math.min(n.ni(), MOST_ALONG),
            Math.min(n.nj(), MOST_ALONG),
            Math.min(n.nk(), MOST_ALONG));
    AffineMap stretch =
        AffineMap.scaling(step(n.ni(), few.ni()), step(n.nj(), few.nj()), step(n.nk(), few.nk()));
    return new GridGeometry(few, stretch.andThen(grid.indexToLps()));
  }

  private static double step(int from, int to) {
    return to > 1 ? (from - 1.0) / (to - 1) : 1;
  }

  /** The field as a map of a space onto itself; the caller closes it. */
  public DisplacementField field(Space space) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(vectors)).order(ByteOrder.LITTLE_ENDIAN);
    NativeBuffer values = NativeBuffer.allocate(3 * grid.size().voxelCount());
    for (int n = 0; n < values.length(); n++) {
      values.set(n, bytes.getFloat(n * Float.BYTES));
    }
    return new DisplacementField(space, space, grid, values);
  }
}
