package org.regista.viewers.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.regista.viewers.volume.VolumePhantoms.FIXED;
import static org.regista.viewers.volume.VolumePhantoms.MOVING;
import static org.regista.viewers.volume.VolumePhantoms.centred;
import static org.regista.viewers.volume.VolumePhantoms.volume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Overlays;
import org.regista.viewers.structure.Side;
import org.regista.viewers.structure.Solid;
import org.regista.viewers.volume.SolidModel.Line;
import org.regista.viewers.volume.SolidModel.Surface;

/** Structures and arrows where they belong. */
final class SolidModelTest {

  private static final LpsPoint MIDDLE = new LpsPoint(8, -5, 12);
  private static final double RADIUS = 14;

  /** A ball, positive inside; NaN far outside, as fields of structures are. */
  private static double ball(LpsPoint p) {
    double inside = RADIUS - p.distanceMm(MIDDLE);
    return inside < -6 ? Double.NaN : inside;
  }

  private static List<LpsPoint> corners(Surface surface) {
    List<LpsPoint> corners = new ArrayList<>();
    for (int n : surface.triangles()) {
      float[] mm = surface.cornersMm();
      corners.add(new LpsPoint(mm[3 * n], mm[3 * n + 1], mm[3 * n + 2]));
    }
    return corners;
  }

  @Test
  void theSurfaceOfABallIsRoundAndClosed() {
    List<LpsPoint> corners;
    try (Volume field = volume(FIXED, VolumePhantoms.oblique(), p -> ball(p.plus(toOblique())))) {
      corners = corners(Tetrahedra.surface(field, 0xFF0000));
    }
    LpsPoint middle = MIDDLE.plus(toOblique().times(-1));
    double area = 0;
    Map<String, Integer> edges = new HashMap<>();
    for (int t = 0; t < corners.size(); t += 3) {
      LpsPoint a = corners.get(t);
      LpsPoint b = corners.get(t + 1);
      LpsPoint c = corners.get(t + 2);
      area += b.minus(a).cross(c.minus(a)).lengthMm() / 2;
      assertThat(a.distanceMm(middle)).as("mm from the middle").isCloseTo(RADIUS, within(0.15));
      count(edges, a, b);
      count(edges, b, c);
      count(edges, c, a);
    }
    assertThat(area).isCloseTo(4 * Math.PI * RADIUS * RADIUS, within(30.0));
    assertThat(edges.values()).as("each edge joins two triangles").allMatch(n -> n % 2 == 0);
  }

  private static void count(Map<String, Integer> edges, LpsPoint a, LpsPoint b) {
    String p = "%.4f %.4f %.4f".formatted(a.x(), a.y(), a.z());
    String q = "%.4f %.4f %.4f".formatted(b.x(), b.y(), b.z());
    if (!p.equals(q)) {
      edges.merge(p.compareTo(q) < 0 ? p + q : q + p, 1, Integer::sum);
    }
  }

  /** The oblique phantom lies elsewhere than the ball. */
  private static LpsVector toOblique() {
    return new LpsVector(-4, 2, -18);
  }

  @Test
  void whatWasDrawnOnTheMovingImageIsSeenThroughTheTransform() {
    GridGeometry grid = centred(60, 60, 60, 1.5, 1.5, 1.5);
    LpsVector shift = new LpsVector(11, 0, -7);
    try (Volume fixed = volume(FIXED, grid, p -> 0);
        Volume moving = volume(MOVING, grid, p -> 0);
        Solid solid =
            new Solid(
                volume(Space.named("as drawn"), grid, SolidModelTest::ball), 1, "test", MIDDLE)) {
      Scene scene =
          new Scene(
              fixed, moving, new AffineTransform(FIXED, MOVING, AffineMap.translation(shift)));
      for (Side side : Side.values()) {
        Outline outline = new Outline(solid, side, 0x00FF00, 0);
        ViewState state =
            InitialView.of(scene).withOverlays(new Overlays(List.of(outline), Optional.empty()));
        List<LpsPoint> corners = corners(SolidModel.of(scene, state, 1).surfaces().getFirst());
        LpsPoint expected = side.isMoving() ? MIDDLE.plus(shift.times(-1)) : MIDDLE;
        assertThat(corners).as("%s", side).hasSizeGreaterThan(1000);
        assertThat(corners)
            .as("%s, on a ball around %s", side, expected)
            .allMatch(p -> Math.abs(p.distanceMm(expected) - RADIUS) < 0.8);
      }
    }
  }

  @Test
  void arrowsLeadWhereTheFieldTakesAPlace() {
    GridGeometry grid = centred(20, 24, 16, 2, 2, 3);
    NativeBuffer u = NativeBuffer.allocate(3 * grid.size().voxelCount());
    LpsVector everywhere = new LpsVector(3, -4, 12);
    for (long n = 0; n < grid.size().voxelCount(); n++) {
      u.set(n, (float) everywhere.x());
      u.set(n + grid.size().voxelCount(), (float) everywhere.y());
      u.set(n + 2 * grid.size().voxelCount(), (float) everywhere.z());
    }
    try (Volume fixed = volume(FIXED, grid, p -> 0);
        DisplacementField field = new DisplacementField(FIXED, FIXED, grid, u)) {
      Scene scene = new Scene(fixed, fixed, field);
      ViewState still = InitialView.of(scene);
      assertThat(SolidModel.of(scene, still, 1).lines()).as("not asked for").isEmpty();
      ViewState state =
          still.withDeformation(still.deformation().withKind(Deformation.Kind.ARROWS));
      List<Line> lines = SolidModel.of(scene, state, 1).lines();
      assertThat(lines).hasSizeGreaterThan(3000);
      for (int n = 0; n < lines.size(); n += 3) {
        Line shaft = lines.get(n);
        assertThat(shaft.to().minus(shaft.from()).plus(everywhere.times(-1)).lengthMm())
            .isLessThan(1e-5);
        assertThat(lines.get(n + 1).from()).as("the head is at its end").isEqualTo(shaft.to());
      }
    }
  }
}
