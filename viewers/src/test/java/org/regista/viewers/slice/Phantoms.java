package org.regista.viewers.slice;

import java.util.function.ToDoubleFunction;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;

/** Small volumes with values that are functions of the place in the patient. */
final class Phantoms {

  static final Space FIXED = Space.named("fixed");
  static final Space MOVING = Space.named("moving");
  static final Layer BYTES = new Layer(new IntensityWindow(0, 255), ColourMap.GREY);

  private Phantoms() {}

  /** Voxels hold {@code value} of their centres. */
  static Volume volume(Space space, GridGeometry grid, ToDoubleFunction<LpsPoint> value) {
    GridSize size = grid.size();
    NativeBuffer voxels = NativeBuffer.allocate(size.voxelCount());
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          double v = value.applyAsDouble(grid.toLps(new VoxelIndex(i, j, k)));
          voxels.set(size.offset(i, j, k), (float) v);
        }
      }
    }
    return new Volume(space, grid, IntensityUnit.ARBITRARY, voxels);
  }

  /** A grid along the LPS axes whose middle is the origin of the patient. */
  static GridGeometry centred(GridSize size, double sx, double sy, double sz) {
    LpsPoint origin =
        new LpsPoint(
            -sx * (size.ni() - 1) / 2.0, -sy * (size.nj() - 1) / 2.0, -sz * (size.nk() - 1) / 2.0);
    return GridGeometry.axisAligned(size, new LpsVector(sx, sy, sz), origin);
  }

  static Scene byHeader(Volume fixed, Volume moving) {
    return moved(fixed, moving, LpsVector.ZERO);
  }

  /** A point x of the fixed space lies at {@code x + shift} of the moving one. */
  static Scene moved(Volume fixed, Volume moving, LpsVector shift) {
    return new Scene(
        fixed,
        moving,
        new AffineTransform(fixed.space(), moving.space(), AffineMap.translation(shift)));
  }

  /** Through the origin of the patient; intensities 0 to 255 are the grey levels themselves. */
  static ViewState state(FusionMode mode, double blend, double tileMm) {
    LpsPoint origin = new LpsPoint(0, 0, 0);
    return new ViewState(
        new Camera(origin, origin, 1),
        BYTES,
        BYTES,
        new Fusion(mode, blend, tileMm, origin, 2 * tileMm),
        new Deformation(Deformation.Kind.HIDDEN, 10, Deformation.Since.FIXED));
  }

  /** 0xFFgggggg. */
  static int grey(int level) {
    return 0xFF000000 | level * 0x010101;
  }

  static PixelImage render(ViewState state, Scene scene, SliceFrame frame) {
    return new SliceRenderer(1).render(state, scene, frame, () -> false);
  }
}
