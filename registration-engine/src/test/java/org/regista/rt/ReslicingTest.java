package org.regista.rt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.transform.AffineTransform;

/** Structures whose area, volume and centre are known, through known transforms. */
class ReslicingTest {

  private static final Space FIXED = Space.named("fixed");
  private static final Space MOVING = Space.named("moving");

  /** 20 degrees about an oblique axis, and a shift. */
  private static final AffineMap TURNED = turned();

  private static AffineMap turned() {
    double c = Math.cos(0.35);
    double s = Math.sin(0.35);
    AffineMap aboutX = new AffineMap(1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0);
    AffineMap aboutZ = new AffineMap(c, -s, 0, 12, s, c, 0, -7, 0, 0, 1, 4);
    return aboutX.andThen(aboutZ);
  }

  /** An ellipsoid with the half axes 24, 16 and 20 mm about (10, -5, 30), contours 2 mm apart. */
  private static Structure ellipsoid() {
    List<Contour> contours = new ArrayList<>();
    for (double z = -19; z <= 19; z += 2) {
      double share = Math.sqrt(1 - z * z / 400);
      contours.add(ellipse(24 * share, 16 * share, z + 30));
    }
    return new Structure(1, "ellipsoid", "ORGAN", 0xff0000, contours);
  }

  private static Contour ellipse(double a, double b, double z) {
    List<LpsPoint> points = new ArrayList<>();
    for (int n = 0; n < 90; n++) {
      double t = 2 * Math.PI * n / 90;
      points.add(new LpsPoint(10 + a * Math.cos(t), -5 + b * Math.sin(t), z));
    }
    return new Contour(Contour.Kind.CLOSED_PLANAR, points);
  }

  private static StructureSet set(Structure structure) {
    return new StructureSet(MOVING, "test", List.of(structure));
  }

  private static GridGeometry grid() {
    return GridGeometry.axisAligned(
        new GridSize(60, 60, 80), new LpsVector(2.5, 2.5, 1.5), new LpsPoint(-70, -80, -30));
  }

  private static double volumeMm3(Structure s, double planeMm) {
    double sum = 0;
    for (Contour c : s.contours()) {
      sum += c.area().z(); // holes run the other way round and count negative
    }
    return Math.abs(sum) * planeMm;
  }

  @Test
  void areaAndCentroidOfAPolygonAreExact() {
    Contour triangle =
        new Contour(
            Contour.Kind.CLOSED_PLANAR,
            List.of(new LpsPoint(0, 0, 5), new LpsPoint(6, 0, 5), new LpsPoint(0, 3, 5)));
    assertThat(triangle.area().lengthMm()).isEqualTo(9, within(1e-12));
    assertThat(triangle.area().z()).isPositive();
    assertThat(triangle.centroid().distanceMm(new LpsPoint(2, 1, 5))).isLessThan(1e-12);
    Contour notConvex =
        new Contour(
            Contour.Kind.CLOSED_PLANAR,
            List.of(
                new LpsPoint(0, 0, 0),
                new LpsPoint(4, 0, 0),
                new LpsPoint(4, 1, 0),
                new LpsPoint(1, 1, 0),
                new LpsPoint(1, 3, 0),
                new LpsPoint(0, 3, 0)));
    assertThat(notConvex.area().lengthMm()).isEqualTo(6, within(1e-12));
    assertThat(notConvex.centroid().distanceMm(new LpsPoint(9.0 / 6, 6.0 / 6, 0)))
        .isLessThan(1e-12);
  }

  @Test
  void pointsGoThroughAsTheyAre() {
    AffineTransform there = new AffineTransform(MOVING, FIXED, TURNED);
    StructureSet moved = set(ellipsoid()).through(there);
    assertThat(moved.space()).isEqualTo(FIXED);
    Structure s = moved.structures().getFirst();
    assertThat(s.centroid().distanceMm(TURNED.apply(new LpsPoint(10, -5, 30)))).isLessThan(1e-9);
    assertThatThrownBy(() -> set(ellipsoid()).through(there.inverse()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was it inverted?");
  }

  @Test
  void aTurnedEllipsoidKeepsItsVolumeAndCentreOnTheNewPlanes() {
    AffineTransform pullBack = new AffineTransform(FIXED, MOVING, TURNED);
    StructureSet cut = new Reslicing(pullBack, pullBack.inverse(), grid(), 2).of(set(ellipsoid()));
    Structure s = cut.structures().getFirst();
    double truth = 4.0 / 3 * Math.PI * 24 * 16 * 20;
    assertThat(volumeMm3(s, 1.5)).isEqualTo(truth, within(0.01 * truth));
    LpsPoint centre = TURNED.inverse().apply(new LpsPoint(10, -5, 30));
    assertThat(s.centroid().distanceMm(centre)).isLessThan(0.05);
    for (Contour contour : s.contours()) {
      double k = grid().toIndex(contour.points().getFirst()).k();
      assertThat(k).isEqualTo(Math.rint(k), within(1e-9));
      assertThat(contour.points())
          .allSatisfy(p -> assertThat(grid().toIndex(p).k()).isEqualTo(k, within(1e-9)));
    }
    StructureSet again =
        new Reslicing(pullBack, pullBack.inverse(), grid(), 1).of(set(ellipsoid()));
    assertThat(again).isEqualTo(cut);
  }

  /** Every point of the new contours lies on the old surface. */
  @Test
  void theNewContoursLieOnTheOldSurface() {
    AffineTransform pullBack = new AffineTransform(FIXED, MOVING, TURNED);
    StructureSet cut = new Reslicing(pullBack, pullBack.inverse(), grid(), 2).of(set(ellipsoid()));
    double worst = 0;
    for (Contour contour : cut.structures().getFirst().contours()) {
      for (LpsPoint p : contour.points()) {
        LpsPoint q = TURNED.apply(p);
        if (Math.abs(q.z() - 30) < 15) { // away from the caps, which contours leave open
          double x = (q.x() - 10) / 24;
          double y = (q.y() + 5) / 16;
          double z = (q.z() - 30) / 20;
          worst = Math.max(worst, Math.abs(Math.sqrt(x * x + y * y + z * z) - 1) * 16);
        }
      }
    }
    assertThat(worst).as("mm").isBetween(1e-6, 0.25);
  }

  @Test
  void aHoleStaysAHole() {
    List<Contour> contours = new ArrayList<>();
    for (double z = 0; z <= 20; z += 2) {
      contours.add(ellipse(24, 24, z));
      contours.add(ellipse(10, 10, z));
    }
    Structure tube = new Structure(2, "tube", "", 0, contours);
    AffineTransform none = AffineTransform.identity(FIXED, MOVING);
    GridGeometry onto =
        GridGeometry.axisAligned(
            new GridSize(40, 40, 5), new LpsVector(2, 2, 3), new LpsPoint(-30, -45, 4));
    Structure cut = new Reslicing(none, none.inverse(), onto, 2).of(set(tube)).structures().get(0);
    assertThat(cut.contours()).hasSize(10);
    double area = Math.PI * (24 * 24 - 10 * 10);
    assertThat(volumeMm3(cut, 3)).isEqualTo(5 * 3 * area, within(0.005 * 15 * area));
  }

  /** Eleven contours 2 mm apart stand for 22 mm, not for 20 and not for 24. */
  @Test
  void aSolidEndsHalfAPlaneDistanceBeyondItsLastContour() {
    List<Contour> contours = new ArrayList<>();
    for (double z = 0; z <= 20; z += 2) {
      contours.add(ellipse(24, 24, z));
    }
    AffineTransform none = AffineTransform.identity(FIXED, MOVING);
    GridGeometry fine =
        GridGeometry.axisAligned(
            new GridSize(40, 40, 300), new LpsVector(2, 2, 0.1), new LpsPoint(-30, -45, -4.95));
    Structure cut =
        new Reslicing(none, none.inverse(), fine, 2)
            .of(set(new Structure(4, "cylinder", "", 0, contours)))
            .structures()
            .getFirst();
    double truth = Math.PI * 24 * 24 * 22;
    // the ends are rounded over the half millimetre or so in which the cap is the nearer surface
    assertThat(volumeMm3(cut, 0.1)).isEqualTo(truth, within(0.02 * truth));
  }

  @Test
  void pointsStayPoints() {
    Structure marks =
        new Structure(
            3,
            "mark",
            "",
            0,
            List.of(new Contour(Contour.Kind.POINT, List.of(new LpsPoint(1, 2, 3)))));
    AffineTransform pullBack = new AffineTransform(FIXED, MOVING, TURNED);
    Structure moved =
        new Reslicing(pullBack, pullBack.inverse(), grid(), 1).of(set(marks)).structures().get(0);
    LpsPoint expected = TURNED.inverse().apply(new LpsPoint(1, 2, 3));
    assertThat(moved.centroid().distanceMm(expected)).isLessThan(1e-9);
  }
}
