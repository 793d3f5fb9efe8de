package org.regista.quality;

import java.util.Collection;
import java.util.TreeMap;
import org.regista.error.InputDataException;
import org.regista.geometry.GridSize;
import org.regista.image.Volume;

/** How many voxels of one label two images have, and the smallest box that holds them all. */
final class LabelExtent {

  private final int label;
  private long inFixed;
  private long inWarped;
  private long inBoth;
  private int minI = Integer.MAX_VALUE;
  private int minJ = Integer.MAX_VALUE;
  private int minK = Integer.MAX_VALUE;
  private int maxI = -1;
  private int maxJ = -1;
  private int maxK = -1;

  private LabelExtent(int label) {
    this.label = label;
  }

  /** Of every label but 0 that either image has, in ascending order. */
  static Collection<LabelExtent> all(Volume fixed, Volume warped) {
    TreeMap<Integer, LabelExtent> extents = new TreeMap<>();
    GridSize size = fixed.size();
    float[] a = new float[size.ni()];
    float[] b = new float[size.ni()];
    LabelExtent background = new LabelExtent(0);
    extents.put(0, background);
    LabelExtent lastA = background;
    LabelExtent lastB = background;
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        fixed.voxels().read(size.offset(0, j, k), a, a.length);
        warped.voxels().read(size.offset(0, j, k), b, b.length);
        for (int i = 0; i < a.length; i++) {
          lastA = a[i] == lastA.label ? lastA : of(extents, a[i], fixed);
          lastB = b[i] == lastB.label ? lastB : of(extents, b[i], warped);
          lastA.inFixed++;
          lastB.inWarped++;
          lastA.inBoth += lastA == lastB ? 1 : 0;
          lastA.include(i, j, k);
          lastB.include(i, j, k);
        }
      }
    }
    extents.remove(0);
    return extents.values();
  }

  private static LabelExtent of(TreeMap<Integer, LabelExtent> extents, float value, Volume image) {
    int label = (int) value;
    if (label != value) {
      throw new InputDataException(
          "'%s' holds the value %s; labels are whole numbers"
              .formatted(image.space().label(), value));
    }
    return extents.computeIfAbsent(label, LabelExtent::new);
  }

  private void include(int i, int j, int k) {
    minI = Math.min(minI, i);
    minJ = Math.min(minJ, j);
    minK = Math.min(minK, k);
    maxI = Math.max(maxI, i);
    maxJ = Math.max(maxJ, j);
    maxK = Math.max(maxK, k);
  }

  int label() {
    return label;
  }

  long inFixed() {
    return inFixed;
  }

  long inWarped() {
    return inWarped;
  }

  long inBoth() {
    return inBoth;
  }

  GridSize box() {
    return new GridSize(maxI - minI + 1, maxJ - minJ + 1, maxK - minK + 1);
  }

  /** True where {@code image} has the label; planar over the box. */
  boolean[] voxels(Volume image) {
    GridSize box = box();
    boolean[] voxels = new boolean[Math.toIntExact(box.voxelCount())];
    float[] row = new float[box.ni()];
    for (int k = 0; k < box.nk(); k++) {
      for (int j = 0; j < box.nj(); j++) {
        image.voxels().read(image.size().offset(minI, minJ + j, minK + k), row, row.length);
        int p = (int) box.offset(0, j, k);
        for (int i = 0; i < row.length; i++) {
          voxels[p + i] = row[i] == label;
        }
      }
    }
    return voxels;
  }
}
