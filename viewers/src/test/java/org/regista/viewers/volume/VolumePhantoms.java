package org.regista.viewers.volume;

import java.util.List;
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
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.volume.VolumeLook.LayerLook;
import org.regista.viewers.volume.VolumeLook.Mode;

/** Small scenes whose pictures can be predicted. */
final class VolumePhantoms {

  static final VolumeScene.Limits LIMITS = new VolumeScene.Limits(10_000_000, 2048);
  static final Space FIXED = Space.named("fixed");
  static final Space MOVING = Space.named("moving");

  /** 0 is transparent black, 1 opaque white. */
  static final TransferFunction RAMP =
      new TransferFunction(
          List.of(
              new TransferFunction.Point(0, 0x000000, 0),
              new TransferFunction.Point(1, 0xFFFFFF, 2)),
          false);

  private VolumePhantoms() {}

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

  /** Along the LPS axes, its middle at the origin of the patient. */
  static GridGeometry centred(int ni, int nj, int nk, double sx, double sy, double sz) {
    LpsPoint origin =
        new LpsPoint(-sx * (ni - 1) / 2.0, -sy * (nj - 1) / 2.0, -sz * (nk - 1) / 2.0);
    return GridGeometry.axisAligned(new GridSize(ni, nj, nk), new LpsVector(sx, sy, sz), origin);
  }

  /**
   * Anisotropic, turned about z and tilted, its rows to the right: nothing that hides a mistake.
   */
  static GridGeometry oblique() {
    double c = Math.cos(0.3);
    double s = Math.sin(0.3);
    LpsVector i = new LpsVector(-c, s, 0).times(1.5);
    LpsVector j = new LpsVector(s * 0.96, c * 0.96, 0.28).times(1.2);
    LpsVector k = i.cross(j).times(2 / i.cross(j).lengthMm());
    GridSize size = new GridSize(70, 80, 44);
    GridGeometry atZero =
        new GridGeometry(size, AffineMap.ofColumns(i, j, k, new LpsPoint(0, 0, 0)));
    LpsVector toMiddle =
        atZero.toLps(new VoxelIndex(34.5, 39.5, 21.5)).minus(new LpsPoint(0, 0, 0));
    return new GridGeometry(
        size, AffineMap.ofColumns(i, j, k, new LpsPoint(12, -7, 30).plus(toMiddle.times(-1))));
  }

  /** A round spot of brightness 1 with a radius of about 3 mm. */
  static double spot(LpsPoint p, LpsPoint at) {
    double d = p.distanceMm(at);
    return Math.exp(-d * d / 8);
  }

  static VolumeScene byHeader(Volume fixed, Volume moving) {
    return moved(fixed, moving, LpsVector.ZERO);
  }

  /** A point x of the fixed space lies at {@code x + shift} of the moving one; closes both. */
  static VolumeScene moved(Volume fixed, Volume moving, LpsVector shift) {
    try (fixed;
        moving) {
      Scene scene =
          new Scene(
              fixed,
              moving,
              new AffineTransform(fixed.space(), moving.space(), AffineMap.translation(shift)));
      return VolumeScene.prepare(scene, LIMITS, 2, () -> false);
    }
  }

  /** The fixed volume alone, or both. */
  static VolumeLook look(Mode mode, double movingOpacity, VolumeLook.Clip... clips) {
    return new VolumeLook(
        mode,
        new LayerLook(RAMP, ColourMap.GREY, 0.5, 1),
        new LayerLook(RAMP, ColourMap.GREY, 0.5, movingOpacity),
        movingOpacity == 0 ? 0 : 0.5,
        List.of(clips));
  }

  static int green(int argb) {
    return argb >> 8 & 0xFF;
  }
}
