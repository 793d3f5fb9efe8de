package org.regista.quality.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/** Against phantoms of which the answer is a formula; the grid is oblique and anisotropic. */
class RegionMeasuresTest {

  private static final double COS = Math.cos(0.3);
  private static final double SIN = Math.sin(0.3);
  private static final LpsPoint HOT = new LpsPoint(12, -7, 31);

  /** 0.9 x 1.1 x 1.3 mm, turned by 0.3 rad about x. */
  private static final GridGeometry GRID =
      new GridGeometry(
          new GridSize(70, 60, 52),
          AffineMap.ofColumns(
              new LpsVector(0.9, 0, 0),
              new LpsVector(0, 1.1 * COS, 1.1 * SIN),
              new LpsVector(0, -1.3 * SIN, 1.3 * COS),
              new LpsPoint(-19, -27, -11)));

  private static Volume image(ToDoubleFunction<LpsPoint> suv) {
    Volume image = Volume.zeros(Space.named("PET"), GRID, IntensityUnit.SUV_BW);
    GridSize size = GRID.size();
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          double value = suv.applyAsDouble(GRID.toLps(new VoxelIndex(i, j, k)));
          image.voxels().set(size.offset(i, j, k), (float) value);
        }
      }
    }
    return image;
  }

  private static double gaussian(LpsPoint p, LpsPoint centre, double sigmaMm) {
    double r = p.distanceMm(centre);
    return Math.exp(-r * r / (2 * sigmaMm * sigmaMm));
  }

  private static double ballMl(double radiusMm) {
    return 4.0 / 3 * Math.PI * Math.pow(radiusMm, 3) / 1000;
  }

  @Test
  void aUniformSphereIsWhatItIs() {
    try (Volume pet = image(p -> p.distanceMm(HOT) <= 12 ? 5 : 1)) {
      Region around = Region.sphere("lesion", HOT, 18, new Cut(Cut.Kind.AT_LEAST, 3));
      RegionMeasures m = RegionMeasures.of(pet, RegionVoxels.of(around, pet));
      assertThat(m.maximum()).isEqualTo(5);
      assertThat(m.mean()).isEqualTo(5);
      assertThat(m.deviation()).isZero();
      assertThat(Objects.requireNonNull(m.peak()).value()).isEqualTo(5);
      assertThat(m.volumeMl()).isCloseTo(ballMl(12), within(0.02 * ballMl(12)));
      assertThat(m.glycolysis()).isCloseTo(5 * m.volumeMl(), within(1e-9));
      assertThat(m.cutOff()).isFalse();
      RegionMeasures all = RegionMeasures.of(pet, RegionVoxels.of(around.withCut(Cut.NONE), pet));
      assertThat(all.volumeMl()).isCloseTo(ballMl(18), within(0.02 * ballMl(18)));
      double meanOfBoth = 1 + 4 * Math.pow(12.0 / 18, 3);
      assertThat(all.mean()).isCloseTo(meanOfBoth, within(0.03));
    }
  }

  @Test
  void theIsocontourAndThePeakOfAGaussianFollowItsFormula() {
    double sigma = 6;
    try (Volume pet = image(p -> 10 * gaussian(p, HOT, sigma))) {
      Region around = Region.sphere("lesion", HOT, 16, Cut.EANM_41);
      RegionMeasures m = RegionMeasures.of(pet, RegionVoxels.of(around, pet));
      double radius = sigma * Math.sqrt(2 * Math.log(1 / 0.41));
      assertThat(m.volumeMl()).isCloseTo(ballMl(radius), within(0.03 * ballMl(radius)));
      assertThat(m.maximum()).isCloseTo(10, within(0.1));
      assertThat(m.maximumAt().distanceMm(HOT)).isLessThan(1);
      double expected = 10 * meanOfGaussian(RegionMeasures.Peak.RADIUS_MM, sigma);
      assertThat(expected).isCloseTo(7.4, within(0.2)); // far from the maximum
      assertThat(Objects.requireNonNull(m.peak()).value())
          .isCloseTo(expected, within(0.01 * expected));
    }
  }

  /** Mean of a Gaussian of height 1 over a ball about its middle: trapezoids over the radius. */
  private static double meanOfGaussian(double radiusMm, double sigmaMm) {
    int steps = 10_000;
    double sum = 0;
    for (int n = 0; n < steps; n++) {
      double r = (n + 0.5) * radiusMm / steps;
      sum += r * r * Math.exp(-r * r / (2 * sigmaMm * sigmaMm));
    }
    return 3 / Math.pow(radiusMm, 3) * sum * radiusMm / steps;
  }

  @Test
  void anIsocontourIsOnePiece() {
    LpsPoint second = HOT.plus(new LpsVector(20, 0, 0));
    try (Volume pet = image(p -> 10 * gaussian(p, HOT, 3) + 8 * gaussian(p, second, 3))) {
      Region around = Region.sphere("two", HOT.plus(new LpsVector(10, 0, 0)), 18, Cut.EANM_41);
      RegionVoxels joined = RegionVoxels.of(around, pet);
      assertThat(joined.holds(HOT)).isTrue();
      assertThat(joined.holds(second)).isFalse();
      RegionVoxels all = RegionVoxels.of(around.withCut(new Cut(Cut.Kind.AT_LEAST, 4.1)), pet);
      assertThat(all.holds(second)).isTrue();
    }
  }

  @Test
  void aBoxHasItsVolumeAndAMaskItsVoxels() {
    try (Volume pet = image(LpsPoint::x)) {
      Region box = new Region("box", Region.Shape.BOX, HOT, new LpsVector(9, 7.7, 10.4), Cut.NONE);
      RegionVoxels voxels = RegionVoxels.of(box, pet);
      RegionMeasures m = RegionMeasures.of(pet, voxels);
      assertThat(m.volumeMl()).isCloseTo(18 * 15.4 * 20.8 / 1000, within(0.2));
      assertThat(m.mean()).isCloseTo(HOT.x(), within(0.5));
      try (Volume mask = voxels.mask(pet)) {
        RegionVoxels again = RegionVoxels.of(mask, "mask", Cut.NONE, pet);
        assertThat(again.count()).isEqualTo(voxels.count());
        assertThat(RegionMeasures.of(pet, again).mean()).isEqualTo(m.mean());
      }
    }
  }

  @Test
  void whatCannotBeMeasuredIsSaid() {
    try (Volume pet = image(p -> 1)) {
      Region outside = Region.sphere("far", new LpsPoint(500, 0, 0), 10, Cut.NONE);
      assertThatThrownBy(() -> RegionVoxels.of(outside, pet))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("'far'")
          .hasMessageContaining("move it into the image");
      Region edge = Region.sphere("edge", GRID.origin(), 4, Cut.NONE);
      RegionMeasures m = RegionMeasures.of(pet, RegionVoxels.of(edge, pet));
      assertThat(m.cutOff()).isTrue();
      assertThat(m.peak()).as("no whole sphere of 1 ml").isNull();
    }
  }
}
