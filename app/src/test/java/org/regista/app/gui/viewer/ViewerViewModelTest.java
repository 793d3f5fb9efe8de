package org.regista.app.gui.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.regista.app.gui.Cases;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.viewer.ViewerViewModel.LayerChoice;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;

class ViewerViewModelTest {

  private final ViewerViewModel viewer = new ViewerViewModel(Runnable::run);

  @BeforeEach
  void open() {
    viewer.show(Cases.ctAndPet());
  }

  @AfterEach
  void close() {
    viewer.close();
  }

  private ViewState state() {
    return viewer.shown().get().orElseThrow().state();
  }

  private Camera camera() {
    return state().camera();
  }

  @Test
  void oneNotchIsOneSliceOfTheFixedVolume() {
    LpsPoint before = camera().crosshair();
    viewer.scroll(Plane.AXIAL, 2);
    viewer.scroll(Plane.CORONAL, -1);
    viewer.scroll(Plane.SAGITTAL, 3);
    assertThat(camera().crosshair().minus(before)).isEqualTo(new LpsVector(3, -1.5, 8));
  }

  @Test
  void blendStopsAtBothEnds() {
    viewer.blendBy(0.4);
    assertThat(state().fusion().blend()).isEqualTo(0.9, within(1e-12));
    viewer.blendBy(0.4);
    assertThat(state().fusion().blend()).isEqualTo(1);
    viewer.blendBy(-7);
    assertThat(state().fusion().blend()).isEqualTo(0);
  }

  @Test
  void modesGoRound() {
    assertThat(state().fusion().mode()).isEqualTo(FusionMode.BLEND);
    viewer.cycleMode();
    assertThat(state().fusion().mode()).isEqualTo(FusionMode.CHECKERBOARD);
    for (int n = 1; n < FusionMode.FIXED_ONLY.ordinal(); n++) {
      viewer.cycleMode();
    }
    assertThat(state().fusion().mode()).isEqualTo(FusionMode.BLEND);
  }

  @Test
  void fitUndoesZoomAndPanButKeepsTheCrosshair() {
    Camera first = camera();
    LpsPoint crosshair = new LpsPoint(1, 2, 3);
    viewer.placeCrosshair(crosshair);
    viewer.zoom(3);
    viewer.pan(new LpsVector(10, 0, 5));
    assertThat(camera().centre().distanceMm(first.centre())).isGreaterThan(5);
    viewer.fit();
    assertThat(camera()).isEqualTo(new Camera(crosshair, first.centre(), 1));
  }

  @Test
  void panningToTheRightMovesThePatientToTheRight() {
    LpsPoint before = camera().centre();
    viewer.pan(new LpsVector(10, 0, 0));
    assertThat(camera().centre().minus(before)).isEqualTo(new LpsVector(-10, 0, 0));
  }

  @Test
  void draggingWidensAndBrightensTheActiveLayerOnly() {
    IntensityWindow ct = state().fixed().window();
    IntensityWindow pet = state().moving().window();
    viewer.activeLayer().set(LayerChoice.MOVING);
    viewer.dragWindow(200, -100);
    assertThat(state().fixed().window()).isEqualTo(ct);
    // 400 pixels are one automatic window
    assertThat(state().moving().window().width()).isEqualTo(1.5 * pet.width(), within(1e-9));
    assertThat(state().moving().window().level())
        .isEqualTo(pet.level() + 0.25 * pet.width(), within(1e-9));
    viewer.autoWindow(LayerChoice.MOVING);
    assertThat(state().moving().window()).isEqualTo(pet);
  }

  @Test
  void aWindowCannotBeDraggedShut() {
    viewer.dragWindow(-100_000, 0);
    assertThat(state().fixed().window().width()).isPositive();
  }

  @Test
  void numbersArePresetsOfTheModality() {
    viewer.presetWindow(2);
    assertThat(state().fixed().window()).isEqualTo(IntensityWindow.ofLevelAndWidth(-600, 1500));
    viewer.activeLayer().set(LayerChoice.MOVING);
    viewer.presetWindow(2);
    assertThat(state().moving().window()).isEqualTo(new IntensityWindow(0, 10));
    viewer.presetWindow(9);
    assertThat(state().moving().window()).isEqualTo(new IntensityWindow(0, 10));
  }

  @Test
  void anotherCaseClosesTheFirstOne() {
    LoadedCase first = viewer.shown().get().orElseThrow().loaded();
    assertThat(first.scene().fixed().at(0, 0, 0)).isEqualTo(-900);
    viewer.show(Cases.ctAndPet());
    assertThatThrownBy(() -> first.scene().fixed().at(0, 0, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void maximisedPlaneGoesBackToThree() {
    viewer.toggleMaximised(Plane.CORONAL);
    assertThat(viewer.layout().get()).isEqualTo(ViewerLayout.ONE);
    assertThat(viewer.chosenPlane().get()).isEqualTo(Plane.CORONAL);
    viewer.toggleMaximised(Plane.CORONAL);
    assertThat(viewer.layout().get()).isEqualTo(ViewerLayout.THREE);
  }

  @Test
  void statusTellsPlaceAndValuesInTheirUnits() {
    StatusViewModel status = new StatusViewModel(viewer);
    viewer.placeCrosshair(new LpsPoint(-12.44, -21, 2));
    assertThat(status.position().get()).isEqualTo("x −12.4 L · y −21.0 P · z 2.0 S mm");
    assertThat(status.values().get()).isEqualTo("CT −900 HU  ·  PET 0.50 SUVbw");
    viewer.placeCrosshair(new LpsPoint(4, -3, 2));
    assertThat(status.values().get()).isEqualTo("CT 80 HU  ·  PET 8.00 SUVbw");
    viewer.placeCrosshair(new LpsPoint(18, -3, 2));
    assertThat(status.values().get()).as("5 mm farther the PET has ended").endsWith("PET outside");
  }
}
