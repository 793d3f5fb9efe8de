package org.regista.viewers.slice;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/**
 * Trilinear intensities of one volume. Within half a voxel beyond the outermost voxel centres the border
 * value holds; farther out there is nothing, told by NaN.
 */
final class VolumeSampler {

  private final NativeBuffer voxels;
  private final AffineMap lpsToIndex;
  private final GridSize size;
  private final long di;
  private final long dj;
  private final long dk;

  VolumeSampler(Volume volume) {
    this.voxels = volume.voxels();
    this.lpsToIndex = volume.grid().lpsToIndex();
    this.size = volume.size();
    this.di = size.ni() > 1 ? 1 : 0;
    this.dj = size.nj() > 1 ? size.ni() : 0;
    this.dk = size.nk() > 1 ? (long) size.ni() * size.nj() : 0;
  }

  double at(LpsPoint p) {
    return at(p.x(), p.y(), p.z());
  }

  /** At (x, y, z) LPS mm of the volume's own space. */
  float at(double x, double y, double z) {
    double i = lpsToIndex.row0(x, y, z);
    double j = lpsToIndex.row1(x, y, z);
    double k = lpsToIndex.row2(x, y, z);
    boolean inside =
        i >= -0.5 && i < size.ni() - 0.5
            && j >= -0.5 && j < size.nj() - 0.5
            && k >= -0.5 && k < size.nk() - 0.5;
    return inside
        ? trilinear(clamp(i, size.ni() - 1), clamp(j, size.nj() - 1), clamp(k, size.nk() - 1))
        : Float.NaN;
  }

  private static double clamp(double v, int last) {
    return Math.max(0, Math.min(v, last));
  }

  private float trilinear(double i, double j, double k) {
    int i0 = Math.min((int) i, Math.max(size.ni() - 2, 0));
    int j0 = Math.min((int) j, Math.max(size.nj() - 2, 0));
    int k0 = Math.min((int) k, Math.max(size.nk() - 2, 0));
    double fi = i - i0;
    double fj = j - j0;
    double fk = k - k0;
    long p = size.offset(i0, j0, k0);
    double near = (1 - fj) * along(p, fi) + fj * along(p + dj, fi);
    double far = (1 - fj) * along(p + dk, fi) + fj * along(p + dk + dj, fi);
    return (float) ((1 - fk) * near + fk * far);
  }

  private double along(long p, double fi) {
    return (1 - fi) * voxels.get(p) + fi * voxels.get(p + di);
  }
}
