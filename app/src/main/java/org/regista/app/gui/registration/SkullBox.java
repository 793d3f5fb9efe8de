package org.regista.app.gui.registration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.FocusBox;
import org.regista.image.Volume;
import org.regista.preprocess.Foreground;

/**
 * A guess at where the skull lies: from the highest place of the head downwards, about as far as
 * the skull base of an adult. A person looks at it and moves it.
 */
final class SkullBox {

  /** From the vertex to below the temporal lobes. */
  private static final double HEIGHT_MM = 140;

  private static final double MARGIN_MM = 5;

  /** Outliers on either side, for instance the table. */
  private static final double TAIL = 0.005;

  private static final int ALONG = 80;

  private SkullBox() {}

  /** Empty if the image shows nothing. Reads the image, which may be closed meanwhile. */
  static Optional<FocusBox> of(Volume head) {
    try {
      List<LpsPoint> body = bright(head);
      if (body.size() < ALONG) {
        return Optional.empty();
      }
      double top = quantile(body.stream().mapToDouble(LpsPoint::z).toArray(), 1 - TAIL);
      double base = top + MARGIN_MM - HEIGHT_MM;
      List<LpsPoint> skull = body.stream().filter(p -> p.z() > base).toList();
      double[] x = skull.stream().mapToDouble(LpsPoint::x).toArray();
      double[] y = skull.stream().mapToDouble(LpsPoint::y).toArray();
      return Optional.of(
          FocusBox.between(
              new LpsPoint(quantile(x, TAIL) - MARGIN_MM, quantile(y, TAIL) - MARGIN_MM, base),
              new LpsPoint(
                  quantile(x, 1 - TAIL) + MARGIN_MM,
                  quantile(y, 1 - TAIL) + MARGIN_MM,
                  top + MARGIN_MM)));
    } catch (IllegalStateException e) {
      return Optional.empty(); // the images were closed meanwhile
    }
  }

  private static List<LpsPoint> bright(Volume head) {
    float threshold = Foreground.threshold(head);
    GridSize n = head.size();
    List<LpsPoint> found = new ArrayList<>();
    for (int k = 0; k < n.nk(); k += Math.ceilDiv(n.nk(), ALONG)) {
      for (int j = 0; j < n.nj(); j += Math.ceilDiv(n.nj(), ALONG)) {
        for (int i = 0; i < n.ni(); i += Math.ceilDiv(n.ni(), ALONG)) {
          if (head.voxels().get(n.offset(i, j, k)) > threshold) {
            found.add(head.grid().toLps(new VoxelIndex(i, j, k)));
          }
        }
      }
    }
    return found;
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
