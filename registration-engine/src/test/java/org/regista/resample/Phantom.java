package org.regista.resample;

import java.util.function.Function;
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
import org.regista.transform.DisplacementField;

/** Small images and fields whose values are formulas, on oblique anisotropic grids. */
public final class Phantom {

  public static final Space FIXED = Space.named("fixed");
  public static final Space MOVING = Space.named("moving");

  private Phantom() {}

  /** Rz Rx Ry, angles in radians: the order of ITK's Euler3DTransform. */
  public static AffineMap rotation(double x, double y, double z) {
    AffineMap rx =
        new AffineMap(1, 0, 0, 0, 0, Math.cos(x), -Math.sin(x), 0, 0, Math.sin(x), Math.cos(x), 0);
    AffineMap ry =
        new AffineMap(Math.cos(y), 0, Math.sin(y), 0, 0, 1, 0, 0, -Math.sin(y), 0, Math.cos(y), 0);
    AffineMap rz =
        new AffineMap(Math.cos(z), -Math.sin(z), 0, 0, Math.sin(z), Math.cos(z), 0, 0, 0, 0, 1, 0);
    return ry.andThen(rx).andThen(rz);
  }

  public static GridGeometry grid(
      GridSize size, LpsVector spacingMm, AffineMap direction, LpsPoint origin) {
    AffineMap toLps =
        AffineMap.scaling(spacingMm.x(), spacingMm.y(), spacingMm.z())
            .andThen(direction)
            .andThen(AffineMap.translation(origin.minus(new LpsPoint(0, 0, 0))));
    return new GridGeometry(size, toLps);
  }

  /** Oblique, anisotropic, not a cube, and around the origin. */
  public static GridGeometry oblique() {
    return grid(
        new GridSize(9, 7, 6),
        new LpsVector(1.5, 2, 2.75),
        rotation(0.2, -0.3, 0.4),
        new LpsPoint(-6, -5, -8));
  }

  public static Volume byIndex(Space space, GridGeometry grid, ToDoubleFunction<VoxelIndex> value) {
    GridSize size = grid.size();
    NativeBuffer voxels = NativeBuffer.allocate(size.voxelCount());
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          double v = value.applyAsDouble(new VoxelIndex(i, j, k));
          voxels.set(size.offset(i, j, k), (float) v);
        }
      }
    }
    return new Volume(space, grid, IntensityUnit.ARBITRARY, voxels);
  }

  public static Volume byPlace(Space space, GridGeometry grid, ToDoubleFunction<LpsPoint> value) {
    return byIndex(space, grid, v -> value.applyAsDouble(grid.toLps(v)));
  }

  /** The displacements {@code u(index)}, LPS mm, from {@code space} onto itself. */
  public static DisplacementField field(
      Space space, GridGeometry grid, Function<VoxelIndex, LpsVector> u) {
    GridSize size = grid.size();
    long count = size.voxelCount();
    NativeBuffer mm = NativeBuffer.allocate(3 * count);
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          LpsVector v = u.apply(new VoxelIndex(i, j, k));
          long p = size.offset(i, j, k);
          mm.set(p, (float) v.x());
          mm.set(p + count, (float) v.y());
          mm.set(p + 2 * count, (float) v.z());
        }
      }
    }
    return new DisplacementField(space, space, grid, mm);
  }

  public static float[] values(NativeBuffer buffer) {
    float[] values = new float[(int) buffer.length()];
    buffer.read(0, values, values.length);
    return values;
  }
}
