package org.regista.quality;

import java.util.Arrays;
import java.util.List;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.quality.Places.Place;

/**
 * |inverse(forward(x)) - x| over the fixed foreground.
 *
 * @param voxels the same in steps of the fixed grid
 * @param nonFinitePlaces how many places went to no finite point; the others make up the rest
 */
public record InverseConsistency(Spread mm, Spread voxels, long nonFinitePlaces) {

  static InverseConsistency of(Alignment alignment, List<Place> foreground, GridGeometry fixed) {
    double[] mm = new double[foreground.size()];
    double[] voxels = new double[foreground.size()];
    AffineMap lpsToIndex = fixed.lpsToIndex();
    int count = 0;
    for (Place place : foreground) {
      LpsPoint back = alignment.inverse().toMoving(alignment.forward().toMoving(place.at()));
      LpsVector error = back.minus(place.at());
      if (Double.isFinite(error.lengthMm())) {
        mm[count] = error.lengthMm();
        voxels[count] = lpsToIndex.applyToVector(error).lengthMm();
        count++;
      }
    }
    return new InverseConsistency(
        Spread.of(Arrays.copyOf(mm, count)),
        Spread.of(Arrays.copyOf(voxels, count)),
        foreground.size() - count);
  }
}
