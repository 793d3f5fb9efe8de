package org.regista.viewers.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.regista.viewers.slice.Phantoms.FIXED;
import static org.regista.viewers.slice.Phantoms.MOVING;
import static org.regista.viewers.slice.Phantoms.byHeader;
import static org.regista.viewers.slice.Phantoms.centred;
import static org.regista.viewers.slice.Phantoms.grey;
import static org.regista.viewers.slice.Phantoms.moved;
import static org.regista.viewers.slice.Phantoms.render;
import static org.regista.viewers.slice.Phantoms.state;
import static org.regista.viewers.slice.Phantoms.volume;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.TransformChain;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;

class SliceRendererTest {

  private static final GridGeometry GRID = centred(new GridSize(9, 7, 5), 2, 4, 8);
  private static final ViewState FIXED_ONLY = state(FusionMode.FIXED_ONLY, 0, 10);
  private static final ViewState MOVING_ONLY = state(FusionMode.MOVING_ONLY, 0, 10);

  /** A frame of 1 mm pixels around the origin of the patient. */
  private static SliceFrame frame(Plane plane, int width, int height) {
    return new SliceFrame(plane.axes(), new LpsPoint(0, 0, 0), 1, width, height);
  }

  /** Different in every octant and along every axis, with integer values 0 to 255. */
  private static double asymmetric(LpsPoint p) {
    return Math.floorMod(Math.round(7 * p.x() + 31 * p.y() + 57 * p.z() + p.x() * p.y() * 3), 256);
  }

  @Test
  void everyStorageOrderAndFlipGivesTheSamePicture() {
    try (Volume plain = volume(FIXED, GRID, SliceRendererTest::asymmetric)) {
      int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
      for (Plane plane : Plane.values()) {
        // quarters of a millimetre: computed without rounding, and never on the edge of the volume
        SliceFrame frame = new SliceFrame(plane.axes(), new LpsPoint(0.25, 0.25, 0.25), 1, 21, 23);
        int[] expected = render(FIXED_ONLY, byHeader(plain, plain), frame).argb();
        assertThat(Arrays.stream(expected).distinct().count()).isGreaterThan(50);
        for (int[] order : orders) {
          for (int flips = 0; flips < 8; flips++) {
            try (Volume stored =
                volume(FIXED, reordered(order, flips), SliceRendererTest::asymmetric)) {
              int[] picture = render(FIXED_ONLY, byHeader(stored, stored), frame).argb();
              assertThat(picture)
                  .as("%s %s %d", plane, Arrays.toString(order), flips)
                  .isEqualTo(expected);
            }
          }
        }
      }
    }
  }

  /** The voxels of GRID stored in another order of axes, some of them backwards. */
  private static GridGeometry reordered(int[] order, int flips) {
    int[] size = {GRID.size().ni(), GRID.size().nj(), GRID.size().nk()};
    LpsVector[] step = new LpsVector[3];
    LpsPoint origin = GRID.origin();
    for (int axis = 0; axis < 3; axis++) {
      LpsVector along = GRID.indexToLps().column(order[axis]);
      boolean backwards = (flips >> axis & 1) == 1;
      step[axis] = backwards ? along.times(-1) : along;
      origin = backwards ? origin.plus(along.times(size[order[axis]] - 1)) : origin;
    }
    GridSize stored = new GridSize(size[order[0]], size[order[1]], size[order[2]]);
    return new GridGeometry(stored, AffineMap.ofColumns(step[0], step[1], step[2], origin));
  }

  @Test
  void rightIsLeftAnteriorAndSuperiorAreOnTop() {
    LpsPoint rightAnteriorSuperior = new LpsPoint(-4, -8, 8);
    try (Volume v = volume(FIXED, GRID, p -> p.equals(rightAnteriorSuperior) ? 255 : 0)) {
      assertThat(brightest(v, Plane.AXIAL, rightAnteriorSuperior)).containsExactly(10 - 4, 10 - 8);
      assertThat(brightest(v, Plane.CORONAL, rightAnteriorSuperior))
          .containsExactly(10 - 4, 10 - 8);
      assertThat(brightest(v, Plane.SAGITTAL, rightAnteriorSuperior))
          .containsExactly(10 - 8, 10 - 8);
    }
  }

  /** Column and row of the one white pixel of the slice through {@code p}, 1 mm pixels. */
  private static int[] brightest(Volume v, Plane plane, LpsPoint p) {
    LpsPoint centre = plane.axes().project(new LpsPoint(0, 0, 0), p);
    PixelImage image =
        render(FIXED_ONLY, byHeader(v, v), new SliceFrame(plane.axes(), centre, 1, 21, 21));
    int found = -1;
    for (int n = 0; n < image.argb().length; n++) {
      if (image.argb()[n] == grey(255)) {
        assertThat(found).as("only one white pixel").isEqualTo(-1);
        found = n;
      }
    }
    return new int[] {found % 21, found / 21};
  }

  @Test
  void anisotropicVoxelsKeepTheShapeOfThePatient() {
    // a cube of 24 mm in voxels of 1, 2 and 6 mm; its edges, between voxel centres, are middle grey
    GridGeometry grid = centred(new GridSize(48, 24, 8), 1, 2, 6);
    try (Volume cube = volume(FIXED, grid, p -> insideCube(p, 12) ? 255 : 0)) {
      for (Plane plane : Plane.values()) {
        PixelImage image = render(FIXED_ONLY, byHeader(cube, cube), frame(plane, 49, 49));
        for (int n = 0; n < 49; n++) {
          boolean inside = Math.abs(n - 24) < 12;
          assertThat(image.argb(n, 24) > grey(128)).as("%s column %d", plane, n).isEqualTo(inside);
          assertThat(image.argb(24, n) > grey(128)).as("%s row %d", plane, n).isEqualTo(inside);
        }
      }
    }
  }

  private static boolean insideCube(LpsPoint p, double half) {
    return Math.abs(p.x()) < half && Math.abs(p.y()) < half && Math.abs(p.z()) < half;
  }

  @Test
  void anObliqueGridIsReslicedAlongThePatient() {
    double c = Math.cos(0.4);
    double s = Math.sin(0.4);
    AffineMap rotation = new AffineMap(c, -s, 0, 1, s, c, 0, -2, 0, 0, 1, 3);
    GridGeometry plain = centred(new GridSize(40, 40, 20), 1, 1.5, 2);
    GridGeometry oblique = new GridGeometry(plain.size(), plain.indexToLps().andThen(rotation));
    // trilinear interpolation is exact on a linear ramp; the grey level may round either way
    try (Volume ramp = volume(FIXED, oblique, p -> 128 + 3 * p.x() + 2 * p.y() - 4 * p.z())) {
      for (Plane plane : Plane.values()) {
        SliceFrame frame = frame(plane, 15, 15);
        PixelImage image = render(FIXED_ONLY, byHeader(ramp, ramp), frame);
        for (int n = 0; n < 15 * 15; n++) {
          LpsPoint p = frame.toLps(n % 15, Math.floorDiv(n, 15));
          double truth = 128 + 3 * p.x() + 2 * p.y() - 4 * p.z();
          assertThat((double) (image.argb()[n] & 0xFF)).isBetween(truth - 0.501, truth + 0.501);
        }
      }
    }
  }

  @Test
  void blendMixesTheTwoColours() {
    try (Volume fixed = volume(FIXED, GRID, p -> 200);
        Volume moving = volume(MOVING, GRID, p -> 100)) {
      Scene scene = byHeader(fixed, moving);
      SliceFrame frame = frame(Plane.AXIAL, 5, 5);
      assertThat(render(state(FusionMode.BLEND, 0, 10), scene, frame).argb(2, 2))
          .isEqualTo(grey(200));
      assertThat(render(state(FusionMode.BLEND, 0.25, 10), scene, frame).argb(2, 2))
          .isEqualTo(grey(175));
      assertThat(render(state(FusionMode.BLEND, 1, 10), scene, frame).argb(2, 2))
          .isEqualTo(grey(100));
      assertThat(render(state(FusionMode.CONTRAST, 1, 10), scene, frame).argb(2, 2))
          .isEqualTo(0xFFC86464);
      // (1 + (100 - 200) / 255) / 2 of 255 is 77.5
      assertThat(render(state(FusionMode.DIFFERENCE, 1, 10), scene, frame).argb(2, 2))
          .isIn(grey(77), grey(78));
    }
  }

  @Test
  void theFixedLayerShowsInFullWhereTheMovingOneEnds() {
    try (Volume fixed = volume(FIXED, GRID, p -> 200);
        Volume moving = volume(MOVING, GRID, p -> 100)) {
      Scene scene = moved(fixed, moving, new LpsVector(12, 0, 0));
      PixelImage image =
          render(state(FusionMode.BLEND, 0.5, 10), scene, frame(Plane.AXIAL, 31, 31));
      // the moving volume covers x + 12 in [-9, 9), the fixed one x in [-9, 9)
      assertThat(image.argb(15 - 5, 15)).isEqualTo(grey(150));
      assertThat(image.argb(15 + 5, 15)).isEqualTo(grey(200));
      assertThat(image.argb(15 - 12, 15)).isEqualTo(grey(50));
      assertThat(image.argb(15 + 12, 15)).isEqualTo(grey(0));
    }
  }

  @Test
  void tilesOfTheCheckerboardStickToThePatient() {
    try (Volume fixed = volume(FIXED, GRID, p -> 200);
        Volume moving = volume(MOVING, GRID, p -> 100)) {
      ViewState checker = state(FusionMode.CHECKERBOARD, 0.5, 4);
      SliceFrame frame = frame(Plane.AXIAL, 17, 17);
      PixelImage image = render(checker, byHeader(fixed, moving), frame);
      for (int n = 0; n < 17 * 17; n++) {
        LpsPoint p = frame.toLps(n % 17, Math.floorDiv(n, 17));
        boolean even = ((int) Math.floor(p.x() / 4) + (int) Math.floor(p.y() / 4)) % 2 == 0;
        assertThat(image.argb()[n]).as("%s", p).isEqualTo(grey(even ? 200 : 100));
      }
    }
  }

  @Test
  void theTransformTakesFixedPlacesToTheMovingVolume() {
    LpsPoint marker = new LpsPoint(4, 4, 0);
    try (Volume moving = volume(MOVING, GRID, p -> p.equals(marker) ? 255 : 0);
        Volume fixed = volume(FIXED, GRID, p -> 0)) {
      PixelImage image =
          render(
              MOVING_ONLY,
              moved(fixed, moving, new LpsVector(6, -3, 0)),
              frame(Plane.AXIAL, 21, 21));
      assertThat(image.argb(10 + 4 - 6, 10 + 4 + 3)).isEqualTo(grey(255));
      assertThat(image.argb(10 + 4, 10 + 4)).isEqualTo(grey(0));
    }
  }

  @Test
  void chainAppliesTheFieldFirstAndInterpolatesOnce() {
    // x_moving = A(x + u): A doubles, u = (1, 0, 0); a marker at x = 6 is seen at 6 / 2 - 1 = 2
    LpsPoint marker = new LpsPoint(6, 0, 0);
    GridGeometry fine = centred(new GridSize(41, 41, 5), 1, 1, 1);
    NativeBuffer u = NativeBuffer.allocate(3 * fine.size().voxelCount());
    for (long n = 0; n < fine.size().voxelCount(); n++) {
      u.set(n, 1);
    }
    try (Volume moving = volume(MOVING, fine, p -> p.equals(marker) ? 255 : 0);
        Volume fixed = volume(FIXED, fine, p -> 0);
        DisplacementField field = new DisplacementField(FIXED, FIXED, fine, u)) {
      AffineTransform doubling = new AffineTransform(FIXED, MOVING, AffineMap.scaling(2, 2, 2));
      Scene scene = new Scene(fixed, moving, TransformChain.of(field, doubling));
      PixelImage image = render(MOVING_ONLY, scene, frame(Plane.AXIAL, 21, 21));
      assertThat(image.argb(10 + 2, 10)).isEqualTo(grey(255));
      assertThat(image.argb(10 + 6, 10)).isEqualTo(grey(0));
    }
  }

  @Test
  void latticeGoesWhereTheFieldTakesIt() {
    GridGeometry fine = centred(new GridSize(101, 101, 3), 1, 1, 1);
    NativeBuffer u = NativeBuffer.allocate(3 * fine.size().voxelCount());
    for (long n = 0; n < fine.size().voxelCount(); n++) {
      u.set(n, 3);
    }
    try (Volume fixed = volume(FIXED, fine, p -> 0);
        Volume moving = volume(MOVING, fine, p -> 0);
        DisplacementField field = new DisplacementField(FIXED, FIXED, fine, u)) {
      AffineTransform identity = AffineTransform.identity(FIXED, MOVING);
      ViewState grid =
          FIXED_ONLY.withDeformation(
              FIXED_ONLY.deformation().withKind(ViewState.Deformation.Kind.GRID));
      SliceFrame frame = frame(Plane.AXIAL, 101, 101);
      PixelImage straight = render(grid, new Scene(fixed, moving, identity), frame);
      PixelImage warped =
          render(grid, new Scene(fixed, moving, TransformChain.of(field, identity)), frame);
      // lines stand on multiples of 5 mm, 30 at most; row 57 is between two of them
      for (int column = 10; column < 90; column++) {
        boolean onLine = Math.floorMod(column - 50, 5) == 0;
        assertThat(straight.argb(column, 57) != grey(0)).as("column %d", column).isEqualTo(onLine);
        assertThat(warped.argb(column + 3, 57)).isEqualTo(straight.argb(column, 57));
      }
    }
  }

  @Test
  void threadsDoNotChangeThePicture() {
    try (Volume v = volume(FIXED, GRID, SliceRendererTest::asymmetric)) {
      SliceFrame frame = SliceFrame.of(FIXED_ONLY.camera(), GRID, Plane.CORONAL, 61, 47);
      int[] one = render(FIXED_ONLY, byHeader(v, v), frame).argb();
      for (int threads = 2; threads <= 4; threads++) {
        PixelImage many =
            new SliceRenderer(threads).render(FIXED_ONLY, byHeader(v, v), frame, () -> false);
        assertThat(many.argb()).isEqualTo(one);
      }
    }
  }

  @Test
  void abandonedMidwayItStops() {
    try (Volume v = volume(FIXED, GRID, SliceRendererTest::asymmetric)) {
      AtomicInteger asked = new AtomicInteger();
      assertThatThrownBy(
              () ->
                  new SliceRenderer(1)
                      .render(
                          FIXED_ONLY,
                          byHeader(v, v),
                          frame(Plane.AXIAL, 50, 50),
                          () -> asked.incrementAndGet() > 7))
          .isInstanceOf(CancellationException.class);
      assertThat(asked).hasValue(8);
    }
  }
}
