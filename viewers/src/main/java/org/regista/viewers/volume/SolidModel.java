package org.regista.viewers.volume;

import java.util.List;
import org.regista.geometry.LpsPoint;

/**
 * Opaque surfaces and lines among the volumes, for instance of structures or of a deformation.
 *
 * @param surfaces shaded from both sides
 * @param lines of constant width on the picture
 */
public record SolidModel(List<Surface> surfaces, List<Line> lines) {

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

  boolean isEmpty() {
    return surfaces.isEmpty() && lines.isEmpty();
  }
}
