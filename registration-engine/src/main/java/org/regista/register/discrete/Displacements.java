package org.regista.register.discrete;

import java.util.ArrayList;
import java.util.List;

/** Fields found one after the other; the last one found moves a point first. */
final class Displacements {

  private final List<NodeField> found = new ArrayList<>();

  void add(NodeField field) {
    found.add(field);
  }

  /** Where a voxel position goes, in voxels of the same grid. */
  void at(double i, double j, double k, double[] moved) {
    moved[0] = i;
    moved[1] = j;
    moved[2] = k;
    for (int n = found.size() - 1; n >= 0; n--) {
      found.get(n).addAt(moved[0], moved[1], moved[2], moved);
    }
  }
}
