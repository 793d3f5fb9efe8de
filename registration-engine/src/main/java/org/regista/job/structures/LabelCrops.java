package org.regista.job.structures;

import java.util.Map;
import java.util.TreeMap;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/** Cuts label images into one small volume per label. */
final class LabelCrops {

  private static final int MOST_LABELS = 255;

  private LabelCrops() {}

  /** Box of voxels, both ends included. */
  private record Box(int[] least, int[] most) {

    static Box at(int i, int j, int k) {
      return new Box(new int[] {i, j, k}, new int[] {i, j, k});
    }

    /** One voxel more on each side, also beyond the grid, so that the surface lies within. */
    Box larger() {
      return new Box(
          new int[] {least[0] - 1, least[1] - 1, least[2] - 1},
          new int[] {most[0] + 1, most[1] + 1, most[2] + 1});
    }

    void take(int i, int j, int k) {
      int[] at = {i, j, k};
      for (int axis = 0; axis < 3; axis++) {
        least[axis] = Math.min(least[axis], at[axis]);
        most[axis] = Math.max(most[axis], at[axis]);
      }
    }
  }

  /**
   * The shares (0 or 1) of each label but 0, each on the box that holds it; the caller closes them.
   *
   * @param name of the image, for messages
   * @throws InputDataException if it is no label image
   */
  static Map<Integer, Volume> of(Volume labels, Space space, String name) {
    Map<Integer, Box> boxes = new TreeMap<>();
    GridSize size = labels.size();
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          float value = labels.at(i, j, k);
          if (value == 0) {
            continue;
          }
          Box box = value == (int) value && value > 0 ? boxes.get((int) value) : null;
          if (box != null) {
            box.take(i, j, k);
          } else {
            require(value == (int) value && value > 0 && boxes.size() < MOST_LABELS, name, value);
            boxes.put((int) value, Box.at(i, j, k));
          }
        }
      }
    }
    if (boxes.isEmpty()) {
      throw new InputDataException("'%s' holds no label other than 0".formatted(name));
    }
    Map<Integer, Volume> crops = new TreeMap<>();
    boxes.forEach((label, box) -> crops.put(label, crop(labels, space, label, box.larger())));
    return crops;
  }

  private static void require(boolean isLabel, String name, float value) {
    if (!isLabel) {
      throw new InputDataException(
          ("'%s' is no image of labels: it holds the value %s; "
                  + "labels are whole numbers from 0 on, of at most %d kinds")
              .formatted(name, value, MOST_LABELS));
    }
  }

  private static Volume crop(Volume labels, Space space, int label, Box box) {
    GridGeometry grid = part(labels.grid(), box.least, box.most);
    GridSize size = grid.size();
    NativeBuffer shares = NativeBuffer.allocate(size.voxelCount());
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          float value = at(labels, i + box.least[0], j + box.least[1], k + box.least[2]);
          shares.set(size.offset(i, j, k), value == label ? 1 : 0);
        }
      }
    }
    return new Volume(space, grid, IntensityUnit.ARBITRARY, shares);
  }

  /** 0 beyond the grid. */
  private static float at(Volume labels, int i, int j, int k) {
    GridSize size = labels.size();
    boolean within = i >= 0 && j >= 0 && k >= 0 && i < size.ni() && j < size.nj() && k < size.nk();
    return within ? labels.at(i, j, k) : 0;
  }

  /** The voxels of {@code whole} from {@code least} to {@code most}, both included. */
  static GridGeometry part(GridGeometry whole, int[] least, int[] most) {
    AffineMap map = whole.indexToLps();
    return new GridGeometry(
        new GridSize(most[0] - least[0] + 1, most[1] - least[1] + 1, most[2] - least[2] + 1),
        AffineMap.ofColumns(
            map.column(0),
            map.column(1),
            map.column(2),
            whole.toLps(new VoxelIndex(least[0], least[1], least[2]))));
  }
}
