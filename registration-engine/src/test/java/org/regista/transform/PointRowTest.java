package org.regista.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.regista.resample.Phantom.FIXED;
import static org.regista.resample.Phantom.MOVING;

import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.resample.Phantom;

final class PointRowTest {

  private static final double ROUNDING_MM = 1e-12;

  private static final AffineMap SHEARED =
      new AffineMap(1.05, 0.1, -0.02, 0.7, -0.06, 0.97, 0.08, -1.2, 0.03, -0.04, 1.1, 0.4);

  @Test
  void carriesEachPlaceAsTheTransformDoes() {
    DisplacementField u =
        Phantom.field(
            FIXED,
            Phantom.oblique(),
            v -> new LpsVector(0.3 * v.i(), v.j() - v.k(), Math.sin(v.i())));
    TransformChain chain = TransformChain.of(u, new AffineTransform(FIXED, MOVING, SHEARED));
    LpsPoint start = new LpsPoint(-20, 1, -2);
    LpsVector step = new LpsVector(1.3, 0.2, 0.4);
    PointRow row = new PointRow(30); // starts and ends outside the field
    row.place(start, step);

    row.map(chain);

    for (int n = 0; n < row.count(); n++) {
      LpsPoint expected = chain.toMoving(start.plus(step.times(n)));
      LpsPoint carried = new LpsPoint(row.x(n), row.y(n), row.z(n));
      assertThat(carried.distanceMm(expected)).as("place %d", n).isLessThan(ROUNDING_MM);
    }
    u.close();
  }

  @Test
  void aRowOfAGridConsistsOfVoxelCentres() {
    GridGeometry grid = Phantom.oblique();
    PointRow row = new PointRow(grid.size().ni());

    row.placeRow(grid, 3, 5);

    for (int i = 0; i < row.count(); i++) {
      LpsPoint centre = grid.toLps(new VoxelIndex(i, 3, 5));
      assertThat(new LpsPoint(row.x(i), row.y(i), row.z(i)).distanceMm(centre))
          .isLessThan(ROUNDING_MM);
    }
  }

  @Test
  void samplesARampExactlyAndNothingOutside() {
    Volume ramp =
        Phantom.byIndex(FIXED, Phantom.oblique(), v -> 1 + 2 * v.i() - 3 * v.j() + 5 * v.k());
    AffineMap toLps = ramp.grid().indexToLps();
    PointRow row = new PointRow(4);
    row.place(new LpsPoint(-0.6, 2.5, 3.25), new LpsVector(2.9, 0, 0)); // indices
    row.map(toLps);
    float[] values = new float[4];

    row.sample(ramp, values);

    assertThat(values[0]).isNaN();
    assertThat(values[1]).isCloseTo(14.35f, offset(1e-5f));
    assertThat(values[2]).isCloseTo(20.15f, offset(1e-5f));
    assertThat(values[3]).isCloseTo(25.75f, offset(1e-5f)); // i = 8
    ramp.close();
  }
}
