package org.regista.app.gui.regions;

import java.util.ArrayList;
import java.util.List;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.quality.region.Region;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Side;
import org.regista.viewers.structure.Solid;

/** Draws regions on the pictures: their shapes thin, the voxels that count filled. Owns both. */
final class RegionOutlines {

  private static final int SHAPE_RGB = 0xC8C8C8;
  private static final int COUNTED_RGB = 0x4FE0D0;
  private static final double FILL = 0.25;
  private static final int NODES = 24;

  private final ViewerViewModel viewer;
  private List<Outline> drawn = List.of();
  private List<Outline> shown = List.of();

  RegionOutlines(ViewerViewModel viewer) {
    this.viewer = viewer;
  }

  /** Of regions that were measured; on any thread. */
  static List<Outline> of(List<RegionFigures> figures, PetSide pet) {
    List<Outline> outlines = new ArrayList<>();
    for (RegionFigures f : figures) {
      outlines.add(shape(f.region(), pet));
      f.voxels()
          .ifPresent(
              counted -> {
                try (Volume mask = counted.mask(pet.volume())) {
                  outlines.add(new Outline(Solid.ofMask(mask), side(pet), COUNTED_RGB, FILL));
                }
              });
    }
    return outlines;
  }

  private static Side side(PetSide pet) {
    return pet.isFixed() ? Side.FIXED : Side.MOVING;
  }

  /** Its surface, from the distance to it on a coarse grid. */
  static Outline shape(Region region, PetSide pet) {
    LpsVector half = region.halfMm();
    double room = 1.3;
    LpsVector step = half.times(2 * room / (NODES - 1));
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(NODES, NODES, NODES), step, region.centre().plus(half.times(-room)));
    Space space = pet.volume().space();
    Volume field = Volume.zeros(space, grid, IntensityUnit.ARBITRARY);
    for (int k = 0; k < NODES; k++) {
      for (int j = 0; j < NODES; j++) {
        for (int i = 0; i < NODES; i++) {
          LpsPoint p = grid.toLps(new VoxelIndex(i, j, k));
          field.voxels().set(grid.size().offset(i, j, k), (float) depth(region, p));
        }
      }
    }
    return new Outline(new Solid(field, 0, "", region.centre()), side(pet), SHAPE_RGB, 0);
  }

  /** How far inside a place is, mm. */
  private static double depth(Region region, LpsPoint p) {
    LpsVector d = p.minus(region.centre());
    LpsVector half = region.halfMm();
    return region.shape() == Region.Shape.SPHERE
        ? half.x() - d.lengthMm()
        : Math.min(
            half.x() - Math.abs(d.x()),
            Math.min(half.y() - Math.abs(d.y()), half.z() - Math.abs(d.z())));
  }

  /** Takes over what is drawn from now on. */
  void draw(List<Outline> next) {
    List<Outline> old = drawn;
    drawn = next;
    preview(List.of());
    viewer.afterPictures(() -> old.forEach(o -> o.solid().close()));
  }

  /** Adds outlines for the moment; takes them over. */
  void preview(List<Outline> more) {
    List<Outline> old = shown;
    shown = more;
    List<Outline> all = new ArrayList<>(drawn);
    all.addAll(more);
    if (!all.equals(viewer.regions().outlines().get())) {
      viewer.regions().outlines().set(all);
    }
    viewer.afterPictures(() -> old.forEach(o -> o.solid().close()));
  }
}
