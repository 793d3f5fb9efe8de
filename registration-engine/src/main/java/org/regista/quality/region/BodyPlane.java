package org.regista.quality.region;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A body on a raster of one plane, with what it encloses: all that cannot be reached from the edge
 * through what is not body.
 *
 * @param body [rows][columns]
 */
record BodyPlane(int columns, boolean[] body) {

  static BodyPlane of(int columns, int rows, IntPredicate inBody) {
    int all = columns * rows;
    boolean[] body = new boolean[all];
    Arrays.fill(body, true);
    int[] open = new int[all];
    int count = 0;
    for (int n = 0; n < all; n++) {
      int column = n % columns;
      boolean edge = column == 0 || column == columns - 1 || n < columns || n >= all - columns;
      count = edge ? flood(n, body, inBody, open, count) : count;
    }
    while (count > 0) {
      int n = open[--count];
      count = n % columns > 0 ? flood(n - 1, body, inBody, open, count) : count;
      count = n % columns < columns - 1 ? flood(n + 1, body, inBody, open, count) : count;
      count = n >= columns ? flood(n - columns, body, inBody, open, count) : count;
      count = n + columns < all ? flood(n + columns, body, inBody, open, count) : count;
    }
    return new BodyPlane(columns, body);
  }

  private static int flood(int n, boolean[] body, IntPredicate inBody, int[] open, int count) {
    if (!body[n] || inBody.test(n)) {
      return count;
    }
    body[n] = false;
    open[count] = n;
    return count + 1;
  }

  boolean at(int column, int row) {
    return body[row * columns + column];
  }

  int count() {
    int count = 0;
    for (boolean b : body) {
      count += b ? 1 : 0;
    }
    return count;
  }
}
