package org.regista.viewers.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.rt.Contour;
import org.regista.rt.Structure;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.structure.DoseLook;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Overlays;
import org.regista.viewers.structure.Side;
import org.regista.viewers.structure.Solid;

/** Shapes and doses that are known exactly, cut by straight and oblique planes. */
final class OverlayDrawingTest {

  private static final int RED = 0xFF0000;
  private static final double MM = 0.5;
  private static final LpsPoint MIDDLE = new LpsPoint(4, -3, 2);
  private static final double RADIUS = 20;
  private static final GridGeometry IMAGE = Phantoms.centred(new GridSize(40, 40, 30), 2, 2, 3);

  /** An oblique, anisotropic grid, as of a tilted head. */
  private static final GridGeometry OBLIQUE =
      new GridGeometry(
          new GridSize(64, 56, 40),
          AffineMap.ofColumns(
              new LpsVector(0.96, 0.28, 0).times(1.1),
              new LpsVector(-0.28, 0.96, 0).times(1.3),
              new LpsVector(0, 0, 1.7),
              new LpsPoint(-20, -48, -30)));

  /** A sphere as contours 1.5 mm apart. */
  private static Structure sphere() {
    List<Contour> contours = new ArrayList<>();
    for (double z = -19.5; z < RADIUS; z += 1.5) {
      double r = Math.sqrt(RADIUS * RADIUS - z * z);
      List<LpsPoint> points = new ArrayList<>();
      for (int n = 0; n < 180; n++) {
        double t = 2 * Math.PI * n / 180;
        points.add(MIDDLE.plus(new LpsVector(r * Math.cos(t), r * Math.sin(t), z)));
      }
      contours.add(new Contour(Contour.Kind.CLOSED_PLANAR, points));
    }
    return new Structure(1, "sphere", "ORGAN", RED, contours);
  }

  /** A foot to the left and in front, a leg upwards: different in every direction. */
  private static boolean isBoot(LpsPoint p) {
    boolean leg = p.x() > -6.3 && p.x() < 3.2 && p.y() > -9.4 && p.y() < 5.6 && p.z() > -10.2;
    boolean foot = p.x() > -6.3 && p.x() < 14.1 && p.y() > -17.8 && p.y() < 5.6 && p.z() <= -10.2;
    return (leg || foot) && p.z() > -18.6 && p.z() < 16.3;
  }

  private static Plane.Axes oblique() {
    Camera tilted =
        new Camera(MIDDLE, MIDDLE, 1)
            .turnedAbout(new LpsVector(0.6, 0.8, 0), 0.5)
            .turnedAbout(new LpsVector(0, 0, 1), -0.3);
    return tilted.axes(Plane.AXIAL);
  }

  private static SliceFrame frame(Plane.Axes axes, LpsPoint centre) {
    return new SliceFrame(axes, centre, MM, 161, 141);
  }

  private static PixelImage draw(Overlays overlays, Scene scene, SliceFrame frame) {
    ViewState state = Phantoms.state(FusionMode.BLEND, 0.5, 10).withOverlays(overlays);
    return Phantoms.render(state, scene, frame);
  }

  private static PixelImage draw(Outline outline, LpsVector shift, SliceFrame frame) {
    try (Volume fixed = Phantoms.volume(Phantoms.FIXED, IMAGE, p -> 0);
        Volume moving = Phantoms.volume(Phantoms.MOVING, IMAGE, p -> 0)) {
      return draw(
          new Overlays(List.of(outline), Optional.empty()),
          Phantoms.moved(fixed, moving, shift),
          frame);
    }
  }

  private static double red(PixelImage image, int column, int row) {
    return (image.argb(column, row) >> 16 & 255) / 255.0;
  }

  /** Of 36 sectors around {@code middle}: how far the middle of the line is, in mm. */
  private static List<Double> radiiMm(PixelImage image, SliceFrame frame, LpsPoint middle) {
    double[] sum = new double[36];
    double[] weight = new double[36];
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        double x = column - frame.column(middle);
        double y = row - frame.row(middle);
        int sector = (int) Math.min(35, (Math.atan2(y, x) + Math.PI) / (2 * Math.PI) * 36);
        sum[sector] += red(image, column, row) * Math.hypot(x, y) * MM;
        weight[sector] += red(image, column, row);
      }
    }
    List<Double> radii = new ArrayList<>();
    for (int n = 0; n < 36; n++) {
      radii.add(sum[n] / weight[n]);
    }
    return radii;
  }

  @Test
  void aSphereOfContoursIsACircleInEveryPlane() {
    try (Solid sphere = Solid.of(sphere(), Phantoms.FIXED, 2)) {
      assertThat(sphere.volumeMm3())
          .isCloseTo(4.0 / 3 * Math.PI * RADIUS * RADIUS * RADIUS, within(0.005 * 33510));
      assertThat(sphere.centre().distanceMm(MIDDLE)).isLessThan(0.05);
      for (Plane.Axes axes :
          List.of(Plane.AXIAL.axes(), Plane.CORONAL.axes(), Plane.SAGITTAL.axes(), oblique())) {
        for (double off : new double[] {0, 7.3, -12.1}) {
          SliceFrame frame = frame(axes, MIDDLE.plus(axes.normal().times(off)));
          PixelImage line = draw(new Outline(sphere, Side.FIXED, RED, 0), LpsVector.ZERO, frame);
          double expected = Math.sqrt(RADIUS * RADIUS - off * off);
          requireRadius(radiiMm(line, frame, MIDDLE), expected);
        }
      }
    }
  }

  /** Half a pixel everywhere but at the poles, where the stack of contours ends with a flat cap. */
  private static void requireRadius(List<Double> radii, double expected) {
    assertThat(radii.stream().filter(r -> Math.abs(r - expected) < MM / 2).count())
        .as("sectors with a radius of %s mm in %s", expected, radii)
        .isGreaterThanOrEqualTo(30);
    assertThat(radii).allSatisfy(r -> assertThat(r).isCloseTo(expected, within(0.75)));
  }

  /**
   * Share of pixels, other than those within a pixel of the surface, that are as they should be.
   */
  private static void requireFilled(
      PixelImage image, SliceFrame frame, Predicate<LpsPoint> inside, double expectedMm2) {
    int wrong = 0;
    double area = 0;
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        boolean drawn = red(image, column, row) > 0.25;
        area += drawn ? MM * MM : 0;
        boolean sure = true;
        for (int n = 0; n < 9; n++) {
          LpsPoint near = frame.toLps(column + (n % 3 - 1) * 1.5, row + (n / 3 - 1) * 1.5);
          sure &= inside.test(near) == inside.test(frame.toLps(column, row));
        }
        wrong += sure && drawn != inside.test(frame.toLps(column, row)) ? 1 : 0;
      }
    }
    assertThat(wrong).as("pixels on the wrong side of the surface").isZero();
    assertThat(area)
        .as("area, with half a line around")
        .isCloseTo(expectedMm2, within(0.12 * expectedMm2));
  }

  private static double bootMm2(SliceFrame frame) {
    double area = 0;
    for (int row = 0; row < frame.height(); row++) {
      for (int column = 0; column < frame.width(); column++) {
        area += isBoot(frame.toLps(column, row)) ? MM * MM : 0;
      }
    }
    return area;
  }

  @Test
  void anAsymmetricLabelLiesWhereItsVoxelsLie() {
    GridGeometry fine =
        new GridGeometry(
            new GridSize(110, 110, 130),
            AffineMap.ofColumns(
                new LpsVector(0.384, 0.112, 0),
                new LpsVector(-0.112, 0.384, 0),
                new LpsVector(0, 0, -0.35),
                new LpsPoint(-8, -28, 22)));
    try (Volume labels =
            Phantoms.volume(Phantoms.FIXED, fine, p -> isBoot(p) ? 3 : p.z() > 20 ? 1 : 0);
        Solid boot = Solid.ofLabel(labels, 3)) {
      double volume = 9.5 * 15 * 26.5 + 20.4 * 23.4 * 8.4;
      assertThat(boot.volumeMm3()).isCloseTo(volume, within(0.005 * volume));
      LpsPoint low = new LpsPoint(0, 0, -14);
      Outline outline = new Outline(boot, Side.FIXED, RED, 0.5);
      SliceFrame axial = frame(Plane.AXIAL.axes(), low);
      requireFilled(
          draw(outline, LpsVector.ZERO, axial), axial, OverlayDrawingTest::isBoot, 20.4 * 23.4);
      SliceFrame sagittal = frame(Plane.SAGITTAL.axes(), low);
      requireFilled(
          draw(outline, LpsVector.ZERO, sagittal),
          sagittal,
          OverlayDrawingTest::isBoot,
          15 * 26.5 + 23.4 * 8.4);
      SliceFrame tilted = frame(oblique(), new LpsPoint(0, 0, -8));
      requireFilled(
          draw(outline, LpsVector.ZERO, tilted),
          tilted,
          OverlayDrawingTest::isBoot,
          bootMm2(tilted));
    }
  }

  @Test
  void coarseVoxelsEndHalfAVoxelBeyondTheirCentres() {
    LpsPoint inside = OBLIQUE.centre();
    try (Volume labels =
            Phantoms.volume(Phantoms.FIXED, OBLIQUE, p -> p.minus(inside).lengthMm() < 14 ? 1 : 0);
        Solid ball = Solid.ofLabel(labels, 1)) {
      SliceFrame frame = frame(Plane.AXIAL.axes(), inside);
      PixelImage line = draw(new Outline(ball, Side.FIXED, RED, 0), LpsVector.ZERO, frame);
      double sum = 0;
      for (double r : radiiMm(line, frame, inside)) {
        assertThat(r).isCloseTo(14, within(0.9)); // steps of the voxels
        sum += r / 36;
      }
      assertThat(sum).isCloseTo(14, within(MM / 2));
    }
  }

  @Test
  void structuresOfTheMovingImageGoThroughTheTransformAndAreDashed() {
    LpsVector shift = new LpsVector(6, -4, 5); // anatomy at x in the fixed image is at x + shift
    try (Solid sphere = Solid.of(sphere(), Phantoms.MOVING, 1)) {
      LpsPoint there = MIDDLE.plus(shift.times(-1));
      SliceFrame frame = frame(Plane.CORONAL.axes(), there);
      PixelImage dashed = draw(new Outline(sphere, Side.MOVING, RED, 0), shift, frame);
      requireRadius(radiiMm(dashed, frame, there), RADIUS);
      PixelImage whole =
          draw(
              new Outline(sphere, Side.FIXED, RED, 0),
              LpsVector.ZERO,
              frame(Plane.CORONAL.axes(), MIDDLE));
      assertThat(ink(dashed) / ink(whole)).isBetween(0.5, 0.7);
    }
  }

  private static double ink(PixelImage image) {
    double sum = 0;
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        sum += red(image, column, row);
      }
    }
    return sum;
  }

  @Test
  void aStructureThatLeavesThePictureIsNotClosedAlongItsEdge() {
    try (Solid sphere = Solid.of(sphere(), Phantoms.FIXED, 1)) {
      SliceFrame frame = frame(Plane.AXIAL.axes(), MIDDLE.plus(new LpsVector(41, 0, 0)));
      PixelImage line = draw(new Outline(sphere, Side.FIXED, RED, 0), LpsVector.ZERO, frame);
      assertThat(red(line, 0, 70)).as("where the sphere crosses the left edge").isZero();
      assertThat(ink(line)).isPositive();
      SliceFrame beyond = frame(oblique(), MIDDLE.plus(oblique().normal().times(-25)));
      assertThat(ink(draw(new Outline(sphere, Side.FIXED, RED, 0.5), LpsVector.ZERO, beyond)))
          .isZero();
    }
  }

  @Test
  void isodosesLieWhereTheDoseHasThatValue() {
    GridGeometry grid = Phantoms.centred(new GridSize(30, 30, 30), 3, 3, 3);
    LpsPoint source = new LpsPoint(3, -5, 1);
    Space other = Space.named("dose");
    try (Volume dose =
            Phantoms.volume(other, grid, p -> Math.max(0, 60 - p.minus(source).lengthMm() * 2));
        Volume fixed = Phantoms.volume(Phantoms.FIXED, IMAGE, p -> 0);
        Volume moving = Phantoms.volume(Phantoms.MOVING, IMAGE, p -> 0)) {
      SliceFrame frame = frame(Plane.SAGITTAL.axes(), source);
      DoseLook look =
          new DoseLook(
              dose, Side.FIXED, 50, List.of(new DoseLook.Level(60, RED)), 0, true); // 30 Gy: 15 mm
      Scene scene = Phantoms.byHeader(fixed, moving);
      PixelImage line = draw(new Overlays(List.of(), Optional.of(look)), scene, frame);
      assertThat(radiiMm(line, frame, source))
          .allSatisfy(r -> assertThat(r).isCloseTo(15, within(MM / 2)));
      DoseLook wash =
          new DoseLook(
              dose,
              Side.FIXED,
              50,
              List.of(new DoseLook.Level(60, RED), new DoseLook.Level(20, 0x00FF00)),
              0.4,
              false);
      PixelImage washed = draw(new Overlays(List.of(), Optional.of(wash)), scene, frame);
      assertThat(red(washed, 80, 70)).isCloseTo(0.4, within(0.01));
      assertThat(red(washed, 80 + 32, 70)).as("16 mm off").isZero();
      assertThat(washed.argb(80 + 32, 70) >> 8 & 255).isCloseTo(102, within(1));
      assertThat(washed.argb(80 + 54, 70) & 0xFFFFFF).as("27 mm off").isZero();
    }
  }
}
