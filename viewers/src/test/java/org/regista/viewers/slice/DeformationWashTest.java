package org.regista.viewers.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.regista.viewers.slice.Phantoms.FIXED;
import static org.regista.viewers.slice.Phantoms.MOVING;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;

/** Colours of deformations whose numbers are known. */
class DeformationWashTest {

  private static final GridGeometry GRID = Phantoms.centred(new GridSize(21, 19, 17), 2, 2.5, 3);
  private static final double SCALE_MM = 8;

  /** The middle pixel of a black picture through a field, and a linear map after it. */
  private static int middle(Deformation look, UnaryOperator<LpsVector> u, AffineMap linear) {
    NativeBuffer values = NativeBuffer.allocate(3 * GRID.size().voxelCount());
    long count = GRID.size().voxelCount();
    for (int k = 0; k < GRID.size().nk(); k++) {
      for (int j = 0; j < GRID.size().nj(); j++) {
        for (int i = 0; i < GRID.size().ni(); i++) {
          LpsPoint p = GRID.toLps(new VoxelIndex(i, j, k));
          LpsVector d = u.apply(p.minus(new LpsPoint(0, 0, 0)));
          long n = GRID.size().offset(i, j, k);
          values.set(n, (float) d.x());
          values.set(n + count, (float) d.y());
          values.set(n + 2 * count, (float) d.z());
        }
      }
    }
    try (Volume fixed = Phantoms.volume(FIXED, GRID, p -> 0);
        Volume moving = Phantoms.volume(MOVING, GRID, p -> 0);
        DisplacementField field = new DisplacementField(FIXED, FIXED, GRID, values)) {
      Transform map = TransformChain.of(field, new AffineTransform(FIXED, MOVING, linear));
      ViewState state = Phantoms.state(FusionMode.FIXED_ONLY, 0, 10).withDeformation(look);
      SliceFrame frame =
          new SliceFrame(Plane.CORONAL.axes(), new LpsPoint(0.5, 1, 0.25), 0.7, 15, 15);
      return Phantoms.render(state, new Scene(fixed, moving, map), frame).argb(7, 7);
    }
  }

  private static Deformation look(Deformation.Kind kind, Deformation.Since since) {
    return new Deformation(kind, SCALE_MM, since);
  }

  private static int jacobian(Deformation.Since since, double stretch, AffineMap linear) {
    // x, y and z stretched alike: the volume goes with the third power
    double each = Math.cbrt(stretch) - 1;
    return middle(look(Deformation.Kind.JACOBIAN, since), v -> v.times(each), linear);
  }

  /** Laid over black at the opacity of a full change. */
  private static int over(int colour, double opacity) {
    return ColourMap.mix(0xFF000000, colour, opacity);
  }

  private static void assertClose(int argb, int expected) {
    for (int shift = 0; shift < 24; shift += 8) {
      assertThat(argb >> shift & 0xFF)
          .as("%08x beside %08x", argb, expected)
          .isCloseTo(expected >> shift & 0xFF, offset(2));
    }
  }

  @Test
  void doubledVolumeIsRedAndHalvedVolumeIsBlue() {
    int red = over(ColourMap.BLUE_RED.argb(1), 0.75);
    int blue = over(ColourMap.BLUE_RED.argb(0), 0.75);
    assertClose(jacobian(Deformation.Since.FIXED, 2, AffineMap.IDENTITY), red);
    assertClose(jacobian(Deformation.Since.FIXED, 0.5, AffineMap.IDENTITY), blue);
  }

  @Test
  void theLaterImageDecidesWhatGrew() {
    int blue = over(ColourMap.BLUE_RED.argb(0), 0.75);
    assertClose(jacobian(Deformation.Since.MOVING, 2, AffineMap.IDENTITY), blue);
  }

  @Test
  void theLinearPartCountsToo() {
    AffineMap half = AffineMap.scaling(1, 1, 0.5);
    assertThat(jacobian(Deformation.Since.FIXED, 2, half))
        .as("as large as before")
        .isEqualTo(0xFF000000);
  }

  @Test
  void foldedSpaceHasAColourOfItsOwn() {
    int mirrored =
        middle(
            look(Deformation.Kind.JACOBIAN, Deformation.Since.FIXED),
            v -> new LpsVector(-1.5 * v.x(), 0, 0),
            AffineMap.IDENTITY);
    assertClose(mirrored, over(0xFFF2FF00, 0.75));
  }

  @Test
  void magnitudeIsMeasuredInMillimetresOfTheFieldAlone() {
    int full =
        middle(
            look(Deformation.Kind.MAGNITUDE, Deformation.Since.FIXED),
            v -> new LpsVector(0, -SCALE_MM, 0),
            AffineMap.translation(new LpsVector(30, 0, 0)));
    assertClose(full, over(ColourMap.VIRIDIS.argb(1), 0.65));
    int half =
        middle(
            look(Deformation.Kind.MAGNITUDE, Deformation.Since.FIXED),
            v -> new LpsVector(0, 0.3 * SCALE_MM, 0.4 * SCALE_MM),
            AffineMap.IDENTITY);
    assertClose(half, over(ColourMap.VIRIDIS.argb(0.5), 0.65));
  }
}
