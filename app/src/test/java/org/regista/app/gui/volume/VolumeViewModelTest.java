package org.regista.app.gui.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.regista.app.gui.Cases;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.transform.AffineTransform;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.Plane;
import org.regista.viewers.volume.TransferFunction.Preset;
import org.regista.viewers.volume.VolumeCamera.Side;
import org.regista.viewers.volume.VolumeLook.Mode;
import org.regista.viewers.volume.VolumeRenderer.Picture;

/** The picture in depth without a window; the ball of the case lies at LPS (4, -3, 2) mm. */
final class VolumeViewModelTest {

  private static final LpsPoint MIDDLE = new LpsPoint(4, -3, 2);
  private static final int EDGE = 96;

  private final ViewerViewModel viewer = new ViewerViewModel(Runnable::run);
  private final VolumeViewModel depth =
      new VolumeViewModel(viewer, Runnable::run, 1, Runnable::run);

  @BeforeEach
  void show() {
    viewer.show(Cases.ctAndPet());
    depth.resize(EDGE, EDGE);
    depth.setInLayout(true);
  }

  @AfterEach
  void close() {
    depth.close();
    viewer.close();
  }

  private Picture picture() {
    return depth.picture().get().orElseThrow();
  }

  private int greenAt(LpsPoint p) {
    int column = (int) Math.round(depth.camera().get().orElseThrow().column(p, EDGE, EDGE));
    int row = (int) Math.round(depth.camera().get().orElseThrow().row(p, EDGE, EDGE));
    return picture().image().argb(column, row) >> 8 & 0xFF;
  }

  @Test
  void aCtShowsItsBonesAndAPetWhatIsHot() {
    DepthSettings settings = depth.settings().get().orElseThrow();
    assertThat(settings.fixed().preset()).isEqualTo(Preset.CT_BONE);
    assertThat(settings.moving().preset()).isEqualTo(Preset.PET);
    assertThat(settings.words()).isEqualTo("3D  ·  shaded volume  ·  CT bone + PET hot");
    assertThat(greenAt(MIDDLE)).as("the hot ball").isGreaterThan(100);
    assertThat(depth.line().get()).startsWith("3D ");
  }

  @Test
  void nothingIsDrawnThatNobodySees() {
    depth.setInLayout(false);
    Picture before = picture();
    depth.turn(0.3, 0);
    assertThat(picture()).isSameAs(before);
    depth.setInLayout(true);
    assertThat(picture()).isNotSameAs(before);
  }

  @Test
  void aClickFindsThePlaceOfTheSurface() {
    depth.change(s -> s.withMode(Mode.SURFACE).withFixed(s.fixed().withSurface(-400)));
    depth.change(s -> s.withMoving(s.moving().withOpacity(0)));
    int column = (int) Math.round(depth.camera().get().orElseThrow().column(MIDDLE, EDGE, EDGE));
    int row = (int) Math.round(depth.camera().get().orElseThrow().row(MIDDLE, EDGE, EDGE));
    LpsPoint seen = depth.placeAt(column, row).orElseThrow();
    assertThat(seen.y()).as("the front of the ball, mm").isCloseTo(-3 - 10, within(1.0));
    assertThat(depth.placeAt(2, 2)).isEmpty();
  }

  @Test
  void aCutAtTheCrosshairTakesTheSideOfTheViewer() {
    depth.change(s -> s.withMode(Mode.SURFACE).withFixed(s.fixed().withSurface(-400)));
    depth.change(s -> s.withMoving(s.moving().withOpacity(0)));
    viewer.placeCrosshair(MIDDLE);
    depth.change(s -> s.withCut(Plane.CORONAL, true));
    int column = (int) Math.round(depth.camera().get().orElseThrow().column(MIDDLE, EDGE, EDGE));
    int row = (int) Math.round(depth.camera().get().orElseThrow().row(MIDDLE, EDGE, EDGE));
    assertThat(depth.placeAt(column, row).orElseThrow().y()).isCloseTo(-3, within(0.6));
    depth.seeFrom(Side.BACK);
    column = EDGE - 1 - column;
    assertThat(depth.placeAt(column, row).orElseThrow().y())
        .as("from the back the other half is left")
        .isCloseTo(-3, within(0.6));
  }

  @Test
  void theBoxCutsAwayOneSideOfThePatient() {
    assertThat(greenAt(MIDDLE)).isGreaterThan(100);
    depth.change(s -> s.withLimit(DepthSettings.Limit.LEFT, 0.5));
    assertThat(greenAt(MIDDLE)).isLessThan(30);
    depth.change(
        s -> s.withLimit(DepthSettings.Limit.LEFT, 0).withLimit(DepthSettings.Limit.RIGHT, 0.55));
    assertThat(greenAt(MIDDLE)).as("the ball lies left of the cut").isGreaterThan(100);
  }

  /** Another transform is another place in the picture, and the badge is the new one. */
  @Test
  void aNewTransformIsSeenAtOnce() {
    Scene scene = viewer.shown().get().orElseThrow().loaded().scene();
    LpsVector back = Cases.SHIFT.plus(new LpsVector(9, 0, 0));
    viewer.replaceTransform(
        new AffineTransform(
            scene.fixed().space(), scene.moving().space(), AffineMap.translation(back)),
        RegistrationBadge.notRegistered());
    assertThat(greenAt(MIDDLE.plus(new LpsVector(-9, 0, 0)))).isGreaterThan(100);
    assertThat(greenAt(MIDDLE.plus(new LpsVector(8, 0, 0)))).isLessThan(30);
  }

  @Test
  void aClosedCaseLeavesNoPicture() {
    LoadedCase next = Cases.ctAndPet();
    Picture before = picture();
    viewer.show(next);
    assertThat(picture()).as("of the new case").isNotSameAs(before);
    viewer.close();
    assertThat(depth.picture().get()).isEmpty();
  }
}
