package org.regista.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.NativeBuffer;
import org.regista.transform.DisplacementField;

class LiveFieldTest {

  private static final GridGeometry GRID =
      new GridGeometry(
          new GridSize(90, 20, 50), new AffineMap(2, 0.1, 0, -80, -0.1, 3, 0, 5, 0, 0, 2.5, 40));

  /** Trilinear interpolation keeps what is linear, but for floats. */
  private static LpsVector linear(LpsPoint p) {
    return new LpsVector(0.1 * p.y(), -0.05 * p.x() + 1, 0.02 * p.z());
  }

  @Test
  void aFieldArrivesAsALineOfTextWithFewerVoxels() {
    Space space = Space.named("a");
    GridSize n = GRID.size();
    NativeBuffer u = NativeBuffer.allocate(3 * n.voxelCount());
    for (int k = 0; k < n.nk(); k++) {
      for (int j = 0; j < n.nj(); j++) {
        for (int i = 0; i < n.ni(); i++) {
          LpsVector mm = linear(GRID.toLps(new VoxelIndex(i, j, k)));
          u.set(n.offset(i, j, k), (float) mm.x());
          u.set(n.voxelCount() + n.offset(i, j, k), (float) mm.y());
          u.set(2 * n.voxelCount() + n.offset(i, j, k), (float) mm.z());
        }
      }
    }
    try (DisplacementField field = new DisplacementField(space, space, GRID, u)) {
      WorkerMessage sent = new WorkerMessage.Bent(LiveField.of(field), AffineMap.scaling(1, 2, 3));
      WorkerMessage.Bent got =
          (WorkerMessage.Bent) WorkerLines.parse(WorkerLines.of(sent)).orElseThrow();
      assertThat(got.fixedToMoving()).isEqualTo(AffineMap.scaling(1, 2, 3));
      assertThat(got.displacement().grid().size()).isEqualTo(new GridSize(40, 20, 40));
      try (DisplacementField seen = got.displacement().field(space)) {
        for (VoxelIndex v :
            new VoxelIndex[] {
              new VoxelIndex(0, 0, 0), new VoxelIndex(89, 19, 49), new VoxelIndex(31.5, 7, 20.2)
            }) {
          LpsPoint p = GRID.toLps(v);
          assertThat(seen.toMoving(p).distanceMm(p.plus(linear(p)))).isLessThan(1e-4);
        }
      }
    }
  }
}
