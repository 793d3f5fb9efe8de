package org.regista.viewers.slice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.regista.image.Volume;
import org.regista.transform.PointRow;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Overlays;
import org.regista.viewers.structure.Solid;

/**
 * Fields of structures and the dose at all pixels of one slice and a rim around it, so that lines
 * that leave the picture are not closed along its edge. A thick slice is cut in its middle.
 */
final class OverlaySamples {

  static final int RIM = 3;

  private final Scene scene;
  private final SliceFrame frame;
  private final List<Field> fields = new ArrayList<>();

  /** One field, [height + 2 rims][width + 2 rims], NaN outside; no rows if it is far away. */
  private record Field(Volume volume, boolean isMoving, float[][] values) {}

  OverlaySamples(Overlays overlays, Scene scene, SliceFrame frame) {
    this.scene = scene;
    this.frame = frame;
    for (Outline outline : overlays.outlines()) {
      Solid solid = outline.solid();
      boolean moving = outline.side().isMoving();
      add(solid.field(), moving, moving || solid.mayMeet(frame.centre(), frame.axes().normal()));
    }
    overlays.dose().ifPresent(dose -> add(dose.dose(), dose.side().isMoving(), true));
  }

  private void add(Volume volume, boolean isMoving, boolean isNear) {
    int rows = isNear ? frame.height() + 2 * RIM : 0;
    fields.add(new Field(volume, isMoving, new float[rows][frame.width() + 2 * RIM]));
  }

  int rows() {
    return frame.height() + 2 * RIM;
  }

  /** Samples one row, from 0; rows may be filled by several threads. */
  void fill(int row) {
    PointRow points = new PointRow(frame.width() + 2 * RIM);
    points.place(frame.toLps(-RIM, row - RIM), frame.stepRight());
    sample(points, row, false);
    if (fields.stream().anyMatch(Field::isMoving)) {
      points.map(scene.fixedToMoving());
      sample(points, row, true);
    }
  }

  private void sample(PointRow points, int row, boolean moving) {
    for (Field field : fields) {
      if (field.isMoving == moving && field.values.length > 0) {
        points.sample(field.volume, field.values[row]);
      }
    }
  }

  /** Whether the slice may meet field n at all; if not, it has no values. */
  boolean isNear(int n) {
    return fields.get(n).values.length > 0;
  }

  /** The values of field n: outlines in their order, then the dose. */
  float[][] of(int n) {
    return fields.get(n).values;
  }

  /** Those above {@code level} positive; everything on the outermost rim negative. */
  double[][] above(int n, double level) {
    float[][] values = of(n);
    double[][] above = new double[values.length][];
    for (int j = 0; j < values.length; j++) {
      above[j] = new double[values[j].length];
      for (int i = 0; i < above[j].length; i++) {
        above[j][i] = Float.isNaN(values[j][i]) ? -1 : values[j][i] - level;
      }
      above[j][0] = -1;
      above[j][above[j].length - 1] = -1;
    }
    Arrays.fill(above[0], -1);
    Arrays.fill(above[above.length - 1], -1);
    return above;
  }
}
