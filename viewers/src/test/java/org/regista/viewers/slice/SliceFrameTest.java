package org.regista.viewers.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.Plane;

class SliceFrameTest {

  private static final GridGeometry GRID = Phantoms.centred(new GridSize(100, 50, 20), 1, 1, 4);
  private static final LpsPoint CROSSHAIR = new LpsPoint(3, -5, 7);

  @Test
  void pixelsAndPlacesAreInverse() {
    for (Plane plane : Plane.values()) {
      SliceFrame frame =
          SliceFrame.of(new Camera(CROSSHAIR, GRID.centre(), 1.7), GRID, plane, 300, 200);
      LpsPoint p = frame.toLps(41.25, 187.5);
      assertThat(frame.column(p)).isEqualTo(41.25, within(1e-9));
      assertThat(frame.row(p)).isEqualTo(187.5, within(1e-9));
      assertThat(p.minus(CROSSHAIR).dot(plane.axes().normal()))
          .as("on the slice")
          .isEqualTo(0, within(1e-9));
    }
  }

  @Test
  void zoomOneJustFitsTheVolume() {
    Camera camera = new Camera(CROSSHAIR, GRID.centre(), 1);
    assertThat(SliceFrame.of(camera, GRID, Plane.AXIAL, 200, 200).mmPerPixel()).isEqualTo(0.5);
    assertThat(SliceFrame.of(camera, GRID, Plane.SAGITTAL, 200, 200).mmPerPixel()).isEqualTo(0.4);
    assertThat(SliceFrame.of(camera, GRID, Plane.CORONAL, 50, 400).mmPerPixel()).isEqualTo(2);
  }

  @Test
  void zoomingKeepsTheAnchorInPlace() {
    Camera camera = new Camera(CROSSHAIR, GRID.centre(), 1);
    SliceFrame before = SliceFrame.of(camera, GRID, Plane.AXIAL, 200, 200);
    LpsPoint anchor = before.toLps(30, 60);
    SliceFrame after = SliceFrame.of(camera.zoomedBy(3, anchor), GRID, Plane.AXIAL, 200, 200);
    assertThat(after.mmPerPixel()).isEqualTo(before.mmPerPixel() / 3, within(1e-12));
    assertThat(after.column(anchor)).isEqualTo(30, within(1e-9));
    assertThat(after.row(anchor)).isEqualTo(60, within(1e-9));
  }

  @Test
  void lettersNameTheSidesOfThePatient() {
    assertThat(letters(Plane.AXIAL)).isEqualTo("RLAP");
    assertThat(letters(Plane.CORONAL)).isEqualTo("RLSI");
    assertThat(letters(Plane.SAGITTAL)).isEqualTo("APSI");
    assertThat(SliceMarks.letter(new LpsVector(0.5, -0.6, 0.2))).isEqualTo("A");
  }

  private static String letters(Plane plane) {
    SliceMarks m = SliceMarks.of(new SliceFrame(plane.axes(), CROSSHAIR, 1, 100, 100));
    return m.left() + m.right() + m.top() + m.bottom();
  }

  @Test
  void scaleBarIsRoundAndAtMostAQuarterOfThePicture() {
    SliceMarks marks = SliceMarks.of(new SliceFrame(Plane.AXIAL.axes(), CROSSHAIR, 0.4, 600, 100));
    assertThat(marks.scaleBarMm()).isEqualTo(50);
    assertThat(marks.scaleBarPixels()).isEqualTo(125, within(1e-9));
    assertThat(marks.scaleBarText()).isEqualTo("50 mm");
    assertThat(SliceMarks.roundBelow(0.0047)).isEqualTo(0.002, within(1e-12));
    assertThat(DeformationLattice.roundAbove(14)).isEqualTo(20, within(1e-9));
    assertThat(DeformationLattice.roundAbove(5)).isEqualTo(5, within(1e-9));
  }
}
