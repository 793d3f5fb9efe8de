package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.JacobianStatistics;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

class JacobiansTest {

  private static final GridSize SIZE = new GridSize(8, 7, 9);
  private static final int COUNT = 504;

  private final ReferenceKernels kernels = new ReferenceKernels(2);

  private JacobianStatistics statistics(float[] u) {
    try (KernelFixtures fixtures = new KernelFixtures(1)) {
      return kernels.jacobian(fixtures.input(u), SIZE, fixtures.output(COUNT));
    }
  }

  private long flaggedCells(float[] u, double minimum) {
    try (KernelFixtures fixtures = new KernelFixtures(1)) {
      return kernels.flagSmallDeterminants(
          fixtures.input(u), SIZE, minimum, fixtures.output(COUNT));
    }
  }

  @Test
  void everyDeterminantOfAnAffineFieldIsThatOfTheMap() {
    AffineMap map =
        new AffineMap(1.1, -0.1, 0.04, -0.2, 0.06, 0.8, 0.1, 0.4, -0.05, 0.02, 1.2, -0.7);
    float[] u = FieldAlgebraTest.displacements(map, SIZE, 1);
    try (KernelFixtures fixtures = new KernelFixtures(1)) {
      NativeBuffer central = fixtures.output(COUNT);
      JacobianStatistics statistics = kernels.jacobian(fixtures.input(u), SIZE, central);
      assertThat(statistics.min()).isCloseTo(map.determinant(), within(1e-5));
      assertThat(statistics.max()).isCloseTo(map.determinant(), within(1e-5));
      assertThat(statistics.nonPositiveCells()).isZero();
      assertThat(statistics.centralNonPositive()).isZero();
      assertThat(statistics.meanLog()).isCloseTo(Math.log(map.determinant()), within(1e-5));
      assertThat(statistics.sdLog()).isCloseTo(0, within(1e-5));
      for (float determinant : KernelFixtures.values(central)) {
        assertThat((double) determinant).isCloseTo(map.determinant(), within(1e-5));
      }
    }
  }

  @Test
  void aMirroredFieldIsFoldedEverywhere() {
    AffineMap mirror = new AffineMap(-1, 0, 0, 7, 0, 1, 0, 0, 0, 0, 1, 0);
    JacobianStatistics statistics = statistics(FieldAlgebraTest.displacements(mirror, SIZE, 1));
    assertThat(statistics.min()).isEqualTo(-1);
    assertThat(statistics.max()).isEqualTo(-1);
    assertThat(statistics.nonPositiveCells()).isEqualTo(7 * 6 * 8);
    assertThat(statistics.centralNonPositive()).isEqualTo(COUNT);
    assertThat(statistics.meanLog()).isZero();
    assertThat(statistics.sdLog()).isZero();
  }

  /** Voxels of odd i + j + k move along i: central differences skip over exactly what they hide. */
  private static float[] checkerboard(double step) {
    float[] u = new float[3 * COUNT];
    for (int k = 0, p = 0; k < SIZE.nk(); k++) {
      for (int j = 0; j < SIZE.nj(); j++) {
        for (int i = 0; i < SIZE.ni(); i++, p++) {
          u[p] = (i + j + k) % 2 == 1 ? (float) step : 0;
        }
      }
    }
    return u;
  }

  @Test
  void findsACheckerboardFoldThatCentralDifferencesMiss() {
    assertThat(statistics(checkerboard(0.75)).nonPositiveCells()).isZero();
    try (KernelFixtures fixtures = new KernelFixtures(2)) {
      NativeBuffer central = fixtures.output(COUNT);
      NativeBuffer u = fixtures.input(checkerboard(1.25));
      JacobianStatistics statistics = kernels.jacobian(u, SIZE, central);
      assertThat(statistics.min()).isEqualTo(-0.25);
      assertThat(statistics.nonPositiveCells()).isEqualTo(7 * 6 * 8);
      for (int i = 1; i < SIZE.ni() - 1; i++) {
        assertThat(central.get(SIZE.offset(i, 3, 4))).isEqualTo(1);
      }
    }
  }

  /** Three corners move along j; the eight corner determinants stay positive. */
  @Test
  void findsAFoldThatOnlyAnInscribedTetrahedronSees() {
    assertThat(smallestWithMoved(0, 3, 6)).isEqualTo(-0.125);
    // the same seen in a mirror, which is the other tetrahedron
    assertThat(smallestWithMoved(1, 2, 7)).isEqualTo(-0.125);
  }

  private static double smallestWithMoved(int forward, int back, int alsoBack) {
    DigitalCell cell = new DigitalCell();
    for (int corner = 0; corner < 8; corner++) {
      cell.setCorner(corner, 0, 0, 0);
    }
    cell.evaluate();
    assertThat(cell.min()).isEqualTo(1);
    assertThat(cell.max()).isEqualTo(1);
    cell.setCorner(forward, 0, 0.75, 0);
    cell.setCorner(back, 0, -0.75, 0);
    cell.setCorner(alsoBack, 0, -0.75, 0);
    cell.evaluate();
    return cell.min();
  }

  @Test
  void flagsTheEightCornersOfASmallCell() {
    float[] u = new float[3 * COUNT];
    // one voxel moves towards its neighbour along i: the cells on that side shrink to 0.3
    u[(int) SIZE.offset(4, 3, 5)] = 0.7f;
    assertThat(statistics(u).min()).isCloseTo(0.3, within(1e-6));
    assertThat(flaggedCells(u, 0.29)).isZero();
    try (KernelFixtures fixtures = new KernelFixtures(1)) {
      NativeBuffer flags = fixtures.output(COUNT);
      assertThat(kernels.flagSmallDeterminants(fixtures.input(u), SIZE, 0.31, flags)).isEqualTo(4);
      for (int k = 0, p = 0; k < SIZE.nk(); k++) {
        for (int j = 0; j < SIZE.nj(); j++) {
          for (int i = 0; i < SIZE.ni(); i++, p++) {
            boolean near = (i == 4 || i == 5) && Math.abs(j - 3) <= 1 && Math.abs(k - 5) <= 1;
            assertThat(flags.get(p)).as("%d %d %d", i, j, k).isEqualTo(near ? 1 : 0);
          }
        }
      }
    }
  }

  @Test
  void flagsAgreeWithTheStatistics() {
    try (KernelFixtures fixtures = new KernelFixtures(3)) {
      float[] u = fixtures.field(SIZE, 5);
      JacobianStatistics statistics = statistics(u);
      assertThat(statistics.nonPositiveCells()).isBetween(1L, 300L);
      assertThat(flaggedCells(u, Double.MIN_VALUE)).isEqualTo(statistics.nonPositiveCells());
      assertThat(flaggedCells(u, statistics.min())).isZero();
      assertThat(flaggedCells(u, Math.nextUp(statistics.min()))).isEqualTo(1);
    }
  }

  @Test
  void aFlatGridHasNoCells() {
    GridSize flat = new GridSize(4, 3, 1);
    try (KernelFixtures fixtures = new KernelFixtures(4)) {
      NativeBuffer u = fixtures.input(fixtures.field(flat, 0.1));
      NativeBuffer flags = fixtures.output(12);
      JacobianStatistics statistics = kernels.jacobian(u, flat, fixtures.output(12));
      assertThat(statistics.min()).isEqualTo(1);
      assertThat(statistics.max()).isEqualTo(1);
      assertThat(kernels.flagSmallDeterminants(u, flat, 0.5, flags)).isZero();
      assertThat(KernelFixtures.values(flags)).containsOnly(0);
    }
  }
}
