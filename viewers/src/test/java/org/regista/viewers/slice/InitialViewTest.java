package org.regista.viewers.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.ViewState;

class InitialViewTest {

  private static final GridGeometry GRID = Phantoms.centred(new GridSize(40, 30, 20), 1, 2, 3);

  @Test
  void crosshairStandsInTheMiddleOfTheForeground() {
    LpsPoint middle = new LpsPoint(6, -8, 12);
    try (Volume ball =
        Phantoms.volume(
            Phantoms.FIXED, GRID, p -> p.distanceMm(middle) < 10 ? 900 : 20 + p.x() % 3)) {
      assertThat(InitialView.centre(ball).distanceMm(middle)).isLessThan(1);
    }
  }

  @Test
  void aConstantVolumeGetsItsCentreAndAWindow() {
    try (Volume flat = Phantoms.volume(Phantoms.FIXED, GRID, p -> 5)) {
      assertThat(InitialView.centre(flat).distanceMm(GRID.centre())).isEqualTo(0, within(1e-9));
      assertThat(InitialView.window(flat)).isEqualTo(new IntensityWindow(4.5, 5.5));
    }
  }

  @Test
  void windowFollowsTheUnit() {
    assertThat(windowOf(IntensityUnit.HOUNSFIELD, -1000, 2000)).isEqualTo(InitialView.SOFT_TISSUE);
    assertThat(windowOf(IntensityUnit.ARBITRARY, -1000, 2000)).isEqualTo(InitialView.SOFT_TISSUE);
    IntensityWindow pet = windowOf(IntensityUnit.SUV_BW, 0.1, 10);
    assertThat(pet.lower()).isEqualTo(0);
    assertThat(pet.upper()).isBetween(9.9, 10.0);
    IntensityWindow mr = windowOf(IntensityUnit.ARBITRARY, 0, 1000);
    assertThat(mr.lower()).isEqualTo(10, within(1.0));
    assertThat(mr.upper()).isEqualTo(995, within(1.0));
  }

  /** Of values spread evenly from {@code least} to {@code most}. */
  private static IntensityWindow windowOf(IntensityUnit unit, double least, double most) {
    GridSize size = GRID.size();
    NativeBuffer voxels = NativeBuffer.allocate(size.voxelCount());
    for (long n = 0; n < size.voxelCount(); n++) {
      voxels.set(n, (float) (least + (most - least) * n / (size.voxelCount() - 1)));
    }
    try (Volume v = new Volume(Phantoms.FIXED, GRID, unit, voxels)) {
      return InitialView.window(v);
    }
  }

  @Test
  void petIsShownInHotMetalOverTheGreyOfTheRest() {
    try (Volume mr = Phantoms.volume(Phantoms.FIXED, GRID, LpsPoint::x);
        Volume pet =
            new Volume(
                Phantoms.MOVING, GRID, IntensityUnit.SUV_BW, NativeBuffer.allocate(40 * 30 * 20))) {
      ViewState state = InitialView.of(Phantoms.byHeader(mr, pet));
      assertThat(state.fixed().colours()).isEqualTo(ColourMap.GREY);
      assertThat(state.moving().colours()).isEqualTo(ColourMap.HOT_METAL);
      assertThat(state.fusion().mode()).isEqualTo(FusionMode.BLEND);
      assertThat(state.camera().zoom()).isEqualTo(1);
    }
  }

  @Test
  void aNameIsEnoughForColoursWhereTheFileHasNoUnit() {
    assertThat(colours("pet_suv.nii.gz")).isEqualTo(ColourMap.HOT_METAL);
    assertThat(colours("sub1 PET 2026-03-02")).isEqualTo(ColourMap.HOT_METAL);
    assertThat(colours("carpet.nii.gz")).isEqualTo(ColourMap.GREY);
  }

  private static ColourMap colours(String label) {
    try (Volume v = Phantoms.volume(Space.named(label), GRID, LpsPoint::x)) {
      return InitialView.layer(v).colours();
    }
  }

  @Test
  void hotMetalGoesFromBlackOverRedToWhite() {
    assertThat(ColourMap.HOT_METAL.argb(0)).isEqualTo(0xFF000000);
    assertThat(ColourMap.HOT_METAL.argb(128.0 / 255) >> 16 & 0xFF).isGreaterThan(250);
    assertThat(ColourMap.HOT_METAL.argb(1)).isEqualTo(0xFFFFFFFF);
    assertThat(ColourMap.GREY.argb(77.0 / 255)).isEqualTo(Phantoms.grey(77));
  }
}
