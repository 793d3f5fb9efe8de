package org.regista.viewers.volume;

import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.image.Volume;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;
import org.regista.viewers.structure.Outline;

/**
 * Opaque surfaces and lines among the volumes, for instance of structures or of a deformation.
 *
 * @param surfaces shaded from both sides
 * @param lines of constant width on the picture
 */
public record SolidModel(List<Surface> surfaces, List<Line> lines) {

  private static final long MOST_VOXELS = 3_000_000;
  private static final int MOST_EDGE = 1024;

  public static final SolidModel NOTHING = new SolidModel(List.of(), List.of());

  /**
   * Triangles of one colour.
   *
   * @param cornersMm x, y, z of each corner, LPS mm of the fixed space; borrowed
   * @param triangles three numbers of corners each; borrowed
   * @param rgb 0xRRGGBB
   */
  public record Surface(float[] cornersMm, int[] triangles, int rgb) {}

  /**
   * A straight line.
   *
   * @param rgb 0xRRGGBB
   */
  public record Line(LpsPoint from, LpsPoint to, int rgb) {}

  public SolidModel {
    surfaces = List.copyOf(surfaces);
    lines = List.copyOf(lines);
  }

  /**
   * What the planes show of structures, and of the deformation where they show arrows. Takes a
   * while for large structures.
   *
   * @throws IllegalStateException if something borrowed is closed meanwhile
   */
  public static SolidModel of(Scene scene, ViewState state, int threads) {
    List<Surface> surfaces = new ArrayList<>();
    for (Outline outline : state.overlays().outlines()) {
      surfaces.add(surface(outline, scene, threads));
    }
    Deformation look = state.deformation();
    List<Line> lines =
        look.kind() == Deformation.Kind.ARROWS
            ? scene
                .bending()
                .map(u -> FieldArrows.of(u, scene.fixed().grid(), look.fullScaleMm()))
                .orElse(List.of())
            : List.of();
    return new SolidModel(surfaces, lines);
  }

  private static Surface surface(Outline outline, Scene scene, int threads) {
    Volume field = outline.solid().field();
    if (!outline.side().isMoving()) {
      return Tetrahedra.surface(field, outline.rgb());
    }
    GridGeometry onto =
        VolumeScene.grid(
            scene.fixed().grid(), field.grid(), new VolumeScene.Limits(MOST_VOXELS, MOST_EDGE));
    // the field lies in a space of its own name, though in the moving one
    Volume inMoving =
        new Volume(scene.moving().space(), field.grid(), field.unit(), field.voxels().copy());
    try (inMoving;
        Volume seen =
            new Resampler(threads)
                .resample(inMoving, scene.fixedToMoving(), onto, Interpolation.LINEAR, Float.NaN)) {
      return Tetrahedra.surface(seen, outline.rgb());
    }
  }

  boolean isEmpty() {
    return surfaces.isEmpty() && lines.isEmpty();
  }
}
