package org.regista.io.dicom.reg;

import java.util.List;
import java.util.stream.IntStream;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;

/** The centres of the eight outermost voxels of a grid. */
final class Corners {

  private Corners() {}

  static List<LpsPoint> of(GridGeometry grid) {
    return IntStream.range(0, 8)
        .mapToObj(
            n ->
                grid.toLps(
                    new VoxelIndex(
                        (n & 1) * (grid.size().ni() - 1.0),
                        (n >> 1 & 1) * (grid.size().nj() - 1.0),
                        (n >> 2) * (grid.size().nk() - 1.0))))
        .toList();
  }
}
