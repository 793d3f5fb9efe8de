package org.regista.app.gui;

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
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;

/** Tiny cases to open. */
public final class Cases {

  /** How far the anatomy of the moving volume lies from that of the fixed one. */
  public static final LpsVector SHIFT = new LpsVector(5, 0, 0);

  private static final GridSize SIZE = new GridSize(40, 30, 12);
  private static final LpsVector SPACING_MM = new LpsVector(1, 1.5, 4);

  private Cases() {}

  /**
   * A CT and a PET of one bright ball at LPS (4, -3, 2) mm; the PET lies {@link #SHIFT} beside it.
   */
  public static LoadedCase ctAndPet() {
    LpsPoint middle = new LpsPoint(4, -3, 2);
    Volume ct = volume("CT", IntensityUnit.HOUNSFIELD, p -> p.distanceMm(middle) < 10 ? 80 : -900);
    Volume pet =
        volume("PET", IntensityUnit.SUV_BW, p -> p.distanceMm(middle.plus(SHIFT)) < 10 ? 8 : 0.5);
    AffineTransform shift =
        new AffineTransform(ct.space(), pet.space(), AffineMap.translation(SHIFT));
    Scene scene = new Scene(ct, pet, shift);
    RegistrationBadge badge = RegistrationBadge.unsigned("rigid MI 2026-11-23");
    return new LoadedCase("CT ⟷ PET", scene, badge, InitialView.of(scene));
  }

  private static Volume volume(String label, IntensityUnit unit, ToDoubleFunction<LpsPoint> value) {
    GridGeometry grid = GridGeometry.axisAligned(SIZE, SPACING_MM, new LpsPoint(-20, -22, -22));
    NativeBuffer voxels = NativeBuffer.allocate(SIZE.voxelCount());
    for (int k = 0; k < SIZE.nk(); k++) {
      for (int j = 0; j < SIZE.nj(); j++) {
        for (int i = 0; i < SIZE.ni(); i++) {
          double v = value.applyAsDouble(grid.toLps(new VoxelIndex(i, j, k)));
          voxels.set(SIZE.offset(i, j, k), (float) v);
        }
      }
    }
    return new Volume(Space.named(label), grid, unit, voxels);
  }
}
