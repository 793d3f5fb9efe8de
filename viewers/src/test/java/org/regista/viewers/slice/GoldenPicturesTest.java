package org.regista.viewers.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;

/**
 * Every mode of fusion and of deformation, each in all three planes, tilted planes and slabs,
 * against pictures that were looked at; {@link Golden} tells how close they must be and how they
 * are written anew. And faults of geometry, each of which must be seen.
 */
class GoldenPicturesTest {

  /** One picture. */
  record Wanted(String name, ViewState state, Plane plane) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Wanted> pictures() {
    List<Wanted> all = new ArrayList<>();
    for (FusionMode mode : FusionMode.values()) {
      ViewState look = GoldenCase.look(mode, Deformation.Kind.HIDDEN);
      Plane plane = Plane.values()[mode.ordinal() % 3];
      all.add(new Wanted(name("fusion", mode, plane), look, plane));
    }
    for (Plane plane : Plane.values()) {
      ViewState look = GoldenCase.look(FusionMode.CONTRAST, Deformation.Kind.HIDDEN);
      all.add(new Wanted(name("plane", plane, FusionMode.CONTRAST), look, plane));
    }
    for (Deformation.Kind kind : Deformation.Kind.values()) {
      for (Plane plane : List.of(Plane.AXIAL, Plane.CORONAL)) {
        ViewState look = GoldenCase.look(FusionMode.FIXED_ONLY, kind);
        all.add(new Wanted(name("deformation", kind, plane), look, plane));
      }
    }
    for (Camera.Slab.Summary summary : Camera.Slab.Summary.values()) {
      ViewState look =
          GoldenCase.look(FusionMode.SWIPE, Deformation.Kind.HIDDEN)
              .moved(camera -> camera.withSlab(new Camera.Slab(summary, 24)));
      all.add(new Wanted(name("slab", summary, Plane.CORONAL), look, Plane.CORONAL));
    }
    for (Plane plane : Plane.values()) {
      all.add(new Wanted(name("tilted", plane, FusionMode.CHECKERBOARD), tilted(), plane));
    }
    return all.stream();
  }

  private static ViewState tilted() {
    return GoldenCase.look(FusionMode.CHECKERBOARD, Deformation.Kind.HIDDEN)
        .moved(camera -> camera.turnedAbout(new LpsVector(0.6, 0, 0.8), 0.5));
  }

  private static String name(String group, Enum<?> what, Enum<?> how) {
    return "%s-%s-%s"
        .formatted(group, what.name(), how.name())
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }

  private static PixelImage draw(GoldenCase pair, Wanted wanted) {
    SliceFrame frame =
        SliceFrame.of(
            wanted.state().camera(),
            pair.grid(),
            wanted.plane(),
            GoldenCase.WIDTH,
            GoldenCase.HEIGHT);
    return draw(pair, wanted, frame);
  }

  private static PixelImage draw(GoldenCase pair, Wanted wanted, SliceFrame frame) {
    return new SliceRenderer(2).render(wanted.state(), pair.scene(), frame, () -> false);
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void looksAsItWasJudged(Wanted wanted) {
    try (GoldenCase pair = new GoldenCase()) {
      PixelImage image = draw(pair, wanted);
      if (Golden.isWriting()) {
        Golden.write(wanted.name(), image);
      } else {
        assertThat(Golden.miss(wanted.name(), image)).isEmpty();
      }
    }
  }

  @Test
  void flickerShowsBothInTurn() {
    ViewState flicker = GoldenCase.look(FusionMode.FLICKER, Deformation.Kind.HIDDEN);
    try (GoldenCase pair = new GoldenCase()) {
      for (int tick = 0; tick < 4; tick++) {
        FusionMode seen = tick % 2 == 0 ? FusionMode.FIXED_ONLY : FusionMode.MOVING_ONLY;
        Plane plane = Plane.values()[seen.ordinal() % 3];
        ViewState now = flicker.withFusion(flicker.fusion().atTick(tick));
        Wanted wanted = new Wanted(name("fusion", seen, plane), now, plane);
        assertThat(Golden.miss(wanted.name(), draw(pair, wanted))).isEmpty();
      }
    }
  }

  /** The pictures that show both images, of which a fault must spoil at least one. */
  private static Stream<Wanted> fused() {
    return pictures().filter(w -> w.name().startsWith("fusion"));
  }

  @Test
  void leftAndRightExchangedAreSeen() {
    try (GoldenCase flipped = new GoldenCase(LpsVector.ZERO, -1)) {
      assertThat(fused().filter(w -> Golden.miss(w.name(), draw(flipped, w)).isPresent()))
          .as("modes that show a moving image with left and right exchanged")
          .hasSizeGreaterThanOrEqualTo(8);
    }
  }

  @Test
  void halfAVoxelIsSeen() {
    // half of the smallest spacing of the moving image, along a direction of its own grid
    LpsVector half = new LpsVector(0.96, 0.28, 0).times(0.65);
    try (GoldenCase shifted = new GoldenCase(half, 1)) {
      assertThat(fused().filter(w -> Golden.miss(w.name(), draw(shifted, w)).isPresent()))
          .as("modes that show a moving image half a voxel beside its place")
          .hasSizeGreaterThanOrEqualTo(8);
    }
  }

  @Test
  void halfAVoxelOfThePictureIsSeen() {
    try (GoldenCase pair = new GoldenCase()) {
      Stream<Wanted> missed =
          pictures()
              .filter(
                  w -> {
                    SliceFrame right =
                        SliceFrame.of(
                            w.state().camera(),
                            pair.grid(),
                            w.plane(),
                            GoldenCase.WIDTH,
                            GoldenCase.HEIGHT);
                    SliceFrame shifted =
                        new SliceFrame(
                            right.axes(),
                            right.centre().plus(right.axes().right().times(0.6)),
                            right.mmPerPixel(),
                            right.width(),
                            right.height());
                    return Golden.miss(w.name(), draw(pair, w, shifted)).isEmpty();
                  });
      assertThat(missed.map(Wanted::name)).as("pictures that do not show the shift").isEmpty();
    }
  }

  @Test
  void aWrongAspectIsSeen() {
    try (GoldenCase pair = new GoldenCase()) {
      Stream<Wanted> missed =
          pictures().filter(w -> Golden.miss(w.name(), stretched(pair, w)).isEmpty());
      assertThat(missed.map(Wanted::name)).as("pictures that do not show it").isEmpty();
    }
  }

  /** Rows 5 % too far apart, as if pixels were not square. */
  private static PixelImage stretched(GoldenCase pair, Wanted wanted) {
    PixelImage right = draw(pair, wanted);
    int[] argb = new int[right.argb().length];
    for (int row = 0; row < right.height(); row++) {
      double middle = (right.height() - 1) / 2.0;
      int from = Math.clamp(Math.round(middle + (row - middle) / 1.05), 0, right.height() - 1);
      System.arraycopy(
          right.argb(), from * right.width(), argb, row * right.width(), right.width());
    }
    return new PixelImage(right.width(), right.height(), argb);
  }
}
