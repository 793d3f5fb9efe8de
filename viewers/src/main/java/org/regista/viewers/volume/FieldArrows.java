package org.regista.viewers.volume;

import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.transform.DisplacementField;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.volume.SolidModel.Line;

/**
 * Arrows from places of the fixed space to where {@code x -> x + u(x)} takes them, in true length,
 * coloured by it; none where nothing moves.
 */
final class FieldArrows {

  private static final int ALONG_LONGEST = 22;
  private static final double LEAST_SHARE = 0.05;
  private static final double HEAD_SHARE = 0.3;

  private FieldArrows() {}

  /**
   * @param fullScaleMm length that has the brightest colour
   */
  static List<Line> of(DisplacementField field, GridGeometry over, double fullScaleMm) {
    int[] n = {over.size().ni(), over.size().nj(), over.size().nk()};
    double longest = 0;
    for (int axis = 0; axis < 3; axis++) {
      longest = Math.max(longest, n[axis] * over.spacingMm(axis));
    }
    double stepMm = longest / ALONG_LONGEST;
    double di = stepMm / over.spacingMm(0);
    double dj = stepMm / over.spacingMm(1);
    double dk = stepMm / over.spacingMm(2);
    List<Line> lines = new ArrayList<>();
    for (double k = dk / 2; k < n[2]; k += dk) {
      for (double j = dj / 2; j < n[1]; j += dj) {
        for (double i = di / 2; i < n[0]; i += di) {
          LpsPoint from = over.toLps(new VoxelIndex(i - 0.5, j - 0.5, k - 0.5));
          LpsVector u = field.displacementAt(from);
          if (u.lengthMm() > LEAST_SHARE * fullScaleMm) {
            arrow(from, u, ColourMap.VIRIDIS.argb(u.lengthMm() / fullScaleMm), lines);
          }
        }
      }
    }
    return lines;
  }

  private static void arrow(LpsPoint from, LpsVector u, int colour, List<Line> lines) {
    LpsPoint to = from.plus(u);
    lines.add(new Line(from, to, colour & 0xFFFFFF));
    LpsVector helper =
        Math.abs(u.z()) < 0.9 * u.lengthMm() ? new LpsVector(0, 0, 1) : new LpsVector(1, 0, 0);
    LpsVector side = u.cross(helper);
    LpsVector across = side.times(HEAD_SHARE / 2 * u.lengthMm() / side.lengthMm());
    LpsPoint back = to.plus(u.times(-HEAD_SHARE));
    lines.add(new Line(to, back.plus(across), colour & 0xFFFFFF));
    lines.add(new Line(to, back.plus(across.times(-1)), colour & 0xFFFFFF));
  }
}
