package org.regista.viewers.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.regista.viewers.volume.VolumePhantoms.FIXED;
import static org.regista.viewers.volume.VolumePhantoms.MOVING;
import static org.regista.viewers.volume.VolumePhantoms.byHeader;
import static org.regista.viewers.volume.VolumePhantoms.centred;
import static org.regista.viewers.volume.VolumePhantoms.green;
import static org.regista.viewers.volume.VolumePhantoms.look;
import static org.regista.viewers.volume.VolumePhantoms.spot;
import static org.regista.viewers.volume.VolumePhantoms.volume;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.viewers.slice.PixelImage;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.slice.SliceMarks;
import org.regista.viewers.volume.VolumeCamera.Side;
import org.regista.viewers.volume.VolumeLook.Clip;
import org.regista.viewers.volume.VolumeLook.Mode;
import org.regista.viewers.volume.VolumeRenderer.Frame;
import org.regista.viewers.volume.VolumeRenderer.Picture;

/** What must be where, in pictures drawn in plain Java; the graphics device is held to them. */
final class VolumeRenderingTest {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 130;
  private static final LpsPoint ORIGIN = new LpsPoint(0, 0, 0);

  /** Left, in front and above; right, behind and below, at other distances. */
  private static final List<LpsPoint> MARKS =
      List.of(new LpsPoint(35, -25, 52), new LpsPoint(-8, 14, 9));

  private static Picture render(
      VolumeScene scene, VolumeLook look, VolumeCamera camera, double mm) {
    return new CpuVolumeRenderer(2)
        .render(scene, look, new Frame(camera, WIDTH, HEIGHT, mm, 1), () -> false);
  }

  private static VolumeScene marked() {
    Volume fixed =
        volume(
            FIXED,
            VolumePhantoms.oblique(),
            p -> MARKS.stream().mapToDouble(m -> spot(p, m)).sum());
    return byHeader(fixed, volume(MOVING, centred(4, 4, 4, 9, 9, 9), p -> 0));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void marksAppearWhereTheirPlaceInThePatientSays(Side side) {
    VolumeScene scene = marked();
    VolumeCamera camera = scene.firstView().seenFrom(side);
    PixelImage image = render(scene, look(Mode.MIP, 0), camera, 0.5).image();
    for (LpsPoint mark : MARKS) {
      double column = camera.column(mark, WIDTH, HEIGHT);
      double row = camera.row(mark, WIDTH, HEIGHT);
      double[] seen = centroid(image, column, row);
      assertThat(seen[0]).as("column of %s from %s", mark, side).isCloseTo(column, within(0.5));
      assertThat(seen[1]).as("row of %s from %s", mark, side).isCloseTo(row, within(0.5));
      assertThat(brightness(image, WIDTH - 1 - column, row))
          .as("what would be there if left and right were exchanged")
          .isLessThan(30);
    }
  }

  /** Of the light within 9 pixels. */
  private static double[] centroid(PixelImage image, double column, double row) {
    double sum = 0;
    double c = 0;
    double r = 0;
    for (int y = (int) row - 9; y <= (int) row + 9; y++) {
      for (int x = (int) column - 9; x <= (int) column + 9; x++) {
        double light = brightness(image, x, y);
        sum += light;
        c += light * x;
        r += light * y;
      }
    }
    assertThat(sum).as("light around column %s, row %s", column, row).isGreaterThan(500);
    return new double[] {c / sum, r / sum};
  }

  private static int brightness(PixelImage image, double column, double row) {
    int c = (int) Math.round(column);
    int r = (int) Math.round(row);
    return c < 0 || r < 0 || c >= WIDTH || r >= HEIGHT ? 0 : green(image.argb(c, r));
  }

  @Test
  void theSidesAreThoseOfTheTextbook() {
    VolumeCamera front = marked().firstView();
    assertLeads(front.right(), "L", "the patient's left is on the right");
    assertLeads(front.away(), "P", "away from the face");
    assertLeads(front.seenFrom(Side.LEFT).away(), "R", "from the left");
    assertLeads(front.seenFrom(Side.LEFT).right(), "P", "the face on the left");
    assertLeads(front.seenFrom(Side.BELOW).right(), "L", "as an axial slice");
    assertLeads(front.seenFrom(Side.ABOVE).right(), "R", "from above the head");
    for (Side side : Side.values()) {
      boolean alongBody = side == Side.ABOVE || side == Side.BELOW;
      assertLeads(front.seenFrom(side).down(), alongBody ? "P" : "I", "down, from " + side);
    }
  }

  private static void assertLeads(LpsVector direction, String side, String what) {
    assertThat(SliceMarks.letters(direction)).as(what).isEqualTo(side);
  }

  @Test
  void whatIsNearFollowsTheHand() {
    VolumeCamera front = marked().firstView().withCentre(ORIGIN);
    LpsPoint nose = new LpsPoint(0, -50, 0);
    VolumeCamera toTheRight = front.turned(0.2, 0);
    assertThat(toTheRight.column(nose, WIDTH, HEIGHT))
        .isGreaterThan(front.column(nose, WIDTH, HEIGHT) + 5);
    assertThat(toTheRight.row(nose, WIDTH, HEIGHT)).isCloseTo((HEIGHT - 1) / 2.0, within(1e-9));
    VolumeCamera downwards = front.turned(0, 0.2);
    assertThat(downwards.row(nose, WIDTH, HEIGHT))
        .isGreaterThan(front.row(nose, WIDTH, HEIGHT) + 5);
    VolumeCamera round = front;
    for (int n = 0; n < 1000; n++) {
      round = round.turned(0.31, -0.17);
    }
    assertThat(round.right().dot(round.down())).isCloseTo(0, within(1e-12));
  }

  /** Pixels and samples on voxels: the picture is the column of voxels itself. */
  @Test
  void aMipIsTheLargestVoxelOfEachColumn() {
    GridGeometry grid = centred(40, 30, 36, 1, 1, 1);
    Volume fixed = volume(FIXED, grid, VolumeRenderingTest::rough);
    VolumeScene scene = byHeader(fixed, volume(MOVING, grid, p -> 0));
    VolumeCamera camera = VolumeCamera.of(Side.FRONT, new LpsPoint(0, 0.5, 0), 36);
    PixelImage image =
        new CpuVolumeRenderer(1)
            .render(scene, look(Mode.MIP, 0), new Frame(camera, 40, 36, 1, 1), () -> false)
            .image();
    for (int row = 0; row < 36; row++) {
      for (int column = 0; column < 40; column++) {
        double most = 0;
        for (int j = 0; j < 30; j++) {
          most = Math.max(most, rough(new LpsPoint(column - 19.5, j - 14.5, 17.5 - row)));
        }
        assertThat(green(image.argb(column, row)))
            .as("column %d, row %d", column, row)
            .isCloseTo((int) (255 * most + 0.5), within(1));
      }
    }
  }

  /** Unlike at any two places, 0 to 1. */
  private static double rough(LpsPoint p) {
    double v = Math.sin(12.9898 * p.x() + 78.233 * p.y() + 37.719 * p.z()) * 43758.5453;
    return v - Math.floor(v);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aSurfaceStandsAtItsDepth(Side side) {
    double radius = 20;
    LpsPoint middle = new LpsPoint(5, -4, 3);
    GridGeometry grid = centred(60, 50, 40, 1, 1.2, 1.5);
    // 0.5 on the sphere, and linear across it
    Volume fixed =
        volume(FIXED, grid, p -> Math.clamp(0.5 + (radius - p.distanceMm(middle)) / 20, 0, 1));
    VolumeScene scene = byHeader(fixed, volume(MOVING, grid, p -> 0));
    VolumeCamera camera = VolumeCamera.of(side, ORIGIN, 62);
    Picture picture = render(scene, look(Mode.SURFACE, 0), camera, 1);
    LpsVector offAxis = camera.right().times(6).plus(camera.down().times(-8));
    LpsPoint expected =
        middle.plus(offAxis).plus(camera.away().times(-Math.sqrt(radius * radius - 100)));
    int column = (int) Math.round(camera.column(expected, WIDTH, HEIGHT));
    int row = (int) Math.round(camera.row(expected, WIDTH, HEIGHT));
    LpsPoint seen = picture.placeAt(column, row).orElseThrow();
    assertThat(seen.distanceMm(middle)).as("on the sphere, mm").isCloseTo(radius, within(0.1));
    assertThat(seen.distanceMm(expected)).as("on the near side, mm").isLessThan(0.6);
    assertThat(picture.placeAt(1, 1)).as("beside the sphere").isEmpty();
  }

  @Test
  void clippingTakesAwayWhatIsInFrontOfThePlane() {
    VolumeScene scene = marked();
    VolumeCamera front = scene.firstView();
    LpsPoint left = MARKS.getFirst();
    LpsPoint right = MARKS.getLast();
    Clip keepsRight = new Clip(new LpsPoint(12, 0, 0), new LpsVector(-1, 0, 0));
    PixelImage image = render(scene, look(Mode.MIP, 0, keepsRight), front, 0.5).image();
    assertThat(brightnessAt(image, front, left)).isLessThan(30);
    assertThat(brightnessAt(image, front, right)).isGreaterThan(200);
  }

  private static int brightnessAt(PixelImage image, VolumeCamera camera, LpsPoint p) {
    return brightness(image, camera.column(p, WIDTH, HEIGHT), camera.row(p, WIDTH, HEIGHT));
  }

  @Test
  void theMovingVolumeIsSeenThroughTheTransform() {
    GridGeometry grid = centred(50, 50, 50, 1, 1, 1);
    LpsPoint inMoving = new LpsPoint(10, 0, -12);
    Volume fixed = volume(FIXED, grid, p -> 0);
    Volume moving = volume(MOVING, centred(64, 64, 64, 1, 1, 1), p -> spot(p, inMoving));
    // the anatomy at x of the fixed space lies at x + shift of the moving one
    LpsVector shift = new LpsVector(18, 3, -5);
    VolumeScene scene = VolumePhantoms.moved(fixed, moving, shift);
    VolumeCamera camera = scene.firstView();
    PixelImage image = render(scene, look(Mode.MIP, 1), camera, 0.5).image();
    LpsPoint inFixed = inMoving.plus(shift.times(-1));
    assertThat(brightnessAt(image, camera, inFixed)).isGreaterThan(100);
    assertThat(brightnessAt(image, camera, inMoving)).isLessThan(30);
  }

  /** A slab of known thickness lets exp(-perMm d) of the background through. */
  @Test
  void matterDarkensByItsThicknessWhateverTheStep() {
    GridGeometry grid = centred(30, 30, 30, 1, 1, 1);
    TransferFunction black =
        new TransferFunction(
            List.of(
                new TransferFunction.Point(0, 0xFFFFFF, 0.05),
                new TransferFunction.Point(1, 0xFFFFFF, 0.05)),
            false);
    VolumeScene scene =
        byHeader(volume(FIXED, grid, p -> p.x() > 0 ? 1 : 0), volume(MOVING, grid, p -> 0));
    VolumeLook look = look(Mode.MATTER, 0);
    VolumeLook.LayerLook layer = new VolumeLook.LayerLook(black, look.fixed().colours(), 0.5, 1);
    VolumeLook white = new VolumeLook(Mode.MATTER, layer, look.moving(), 0, List.of());
    double expected = 255 * (1 - Math.exp(-0.05 * 30));
    for (double step : new double[] {0.25, 0.5, 1}) {
      Picture picture = render(scene, white, scene.firstView(), step);
      assertThat((double) green(picture.image().argb(WIDTH / 2, HEIGHT / 2)))
          .as("step of %s mm", step)
          .isCloseTo(expected, within(255 * 0.05 * step));
    }
  }

  /**
   * Leaping over empty blocks changes no pixel: the same scene, once with a haze too thin to see.
   */
  @Test
  void leapsChangeNothing() {
    VolumeScene scene = marked();
    VolumeLook look = look(Mode.MATTER, 0);
    TransferFunction haze =
        new TransferFunction(
            List.of(
                new TransferFunction.Point(0, 0x000000, 1e-12),
                new TransferFunction.Point(1, 0xFFFFFF, 2)),
            false);
    VolumeLook.LayerLook layer = new VolumeLook.LayerLook(haze, look.fixed().colours(), 0.5, 1);
    VolumeLook slow = new VolumeLook(Mode.MATTER, layer, look.moving(), 0, List.of());
    VolumeCamera camera = scene.firstView().turned(0.5, 0.4);
    assertThat(render(scene, look, camera, 0.5).image().argb())
        .containsExactly(render(scene, slow, camera, 0.5).image().argb());
  }

  @Test
  void reductionKeepsThePlaceOfThings() {
    Volume fixed = volume(FIXED, VolumePhantoms.oblique(), p -> spot(p, MARKS.getFirst()));
    Volume moving = volume(MOVING, centred(4, 4, 4, 9, 9, 9), p -> 0);
    try (fixed;
        moving) {
      VolumeScene scene =
          VolumeScene.prepare(
              new Scene(fixed, moving, new AffineTransform(FIXED, MOVING, AffineMap.IDENTITY)),
              new VolumeScene.Limits(40_000, 60),
              1,
              () -> false);
      assertThat(scene.reduction()).isEqualTo("fixed reduced by 2 × 2 × 2");
      VolumeCamera camera = scene.firstView();
      PixelImage image = render(scene, look(Mode.MIP, 0), camera, 0.5).image();
      double column = camera.column(MARKS.getFirst(), WIDTH, HEIGHT);
      double row = camera.row(MARKS.getFirst(), WIDTH, HEIGHT);
      assertThat(centroid(image, column, row)[0]).isCloseTo(column, within(0.35));
      assertThat(centroid(image, column, row)[1]).isCloseTo(row, within(0.35));
    }
  }

  @Test
  void solidsHideAndAreHiddenByDepth() {
    VolumeScene scene = marked();
    VolumeCamera camera = scene.firstView();
    LpsPoint p = MARKS.getFirst();
    float[] corners = {
      (float) p.x() - 9,
      0,
      (float) p.z() - 9,
      (float) p.x() + 9,
      0,
      (float) p.z() - 9,
      (float) p.x(),
      0,
      (float) p.z() + 12
    };
    SolidModel.Surface red = new SolidModel.Surface(corners, new int[] {0, 1, 2}, 0xFF0000);
    VolumeScene with = scene.with(new SolidModel(List.of(red), List.of()));
    VolumeLook matter = look(Mode.MATTER, 0);
    int column = (int) Math.round(camera.column(p, WIDTH, HEIGHT));
    int row = (int) Math.round(camera.row(p, WIDTH, HEIGHT));
    int front = render(with, matter, camera, 0.5).image().argb(column, row);
    int alone = render(scene, matter, camera, 0.5).image().argb(column, row);
    assertThat(green(front)).as("the spot lies before it").isCloseTo(green(alone), within(5));
    VolumeCamera back = camera.seenFrom(Side.BACK);
    int backColumn = (int) Math.round(back.column(p, WIDTH, HEIGHT));
    int behind = render(with, matter, back, 0.5).image().argb(backColumn, row);
    assertThat(green(behind)).as("and behind it from the back").isLessThan(60);
    assertThat(behind >> 16 & 0xFF).isGreaterThan(100);
  }
}
