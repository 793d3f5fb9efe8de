package org.regista.quality.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

class OutlineShiftTest {

  private static final GridGeometry CT =
      GridGeometry.axisAligned(
          new GridSize(120, 100, 12), new LpsVector(1.5, 1.5, 6), new LpsPoint(-90, -75, 0));
  private static final GridGeometry PET =
      GridGeometry.axisAligned(
          new GridSize(42, 34, 20), new LpsVector(4, 4, 3), new LpsPoint(-84, -68, 2));

  private static Volume image(GridGeometry grid, IntensityUnit unit, ToDoubleFunction<LpsPoint> f) {
    Volume image = Volume.zeros(Space.named(unit.name()), grid, unit);
    GridSize size = grid.size();
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          double value = f.applyAsDouble(grid.toLps(new VoxelIndex(i, j, k)));
          image.voxels().set(size.offset(i, j, k), (float) value);
        }
      }
    }
    return image;
  }

  /** An elliptic body about x = {@code x}, with a lung in it. */
  private static boolean inBody(LpsPoint p, double x) {
    return Math.hypot((p.x() - x) / 60, p.y() / 45) < 1;
  }

  private static double hu(LpsPoint p) {
    boolean lung = Math.hypot(p.x() - 20, p.y()) < 15;
    return !inBody(p, 0) ? -1000 : lung ? -800 : 30;
  }

  private static OutlineShift shift(double xMm) {
    try (Volume ct = image(CT, IntensityUnit.HOUNSFIELD, OutlineShiftTest::hu);
        Volume pet = image(PET, IntensityUnit.SUV_BW, p -> inBody(p, xMm) ? 1.2 : 0.02)) {
      return OutlineShift.of(ct, pet);
    }
  }

  @Test
  void aBodyThatLayStillIsSeenAsStill() {
    OutlineShift.Figures still = Objects.requireNonNull(shift(0).figures());
    assertThat(still.medianMm()).isLessThan(2.1); // half a pixel
    assertThat(still.dice()).isGreaterThan(0.95);
    assertThat(still.planes()).isEqualTo(20);
  }

  @Test
  void aBodyThatMovedIsSeenToHaveMoved() {
    OutlineShift moved = shift(8);
    assertThat(Objects.requireNonNull(moved.figures()).medianMm()).isCloseTo(8, within(2.1));
    assertThat(moved.words()).contains("shifted by").contains("inside it not measured");
  }

  @Test
  void outlinesThatAreNotAlikeAreNotMeasured() {
    OutlineShift none = shift(70);
    assertThat(none.figures()).isNull();
    assertThat(none.words()).startsWith("NOT MEASURED: the outlines are not alike");
  }
}
