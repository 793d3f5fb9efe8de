package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;

/**
 * Slices of which every pixel is a marker: its value is found nowhere else, and where it was
 * planted is known. The place is computed from what a test wants, never read back from a file.
 */
final class PlantedVoxels {

  static final double TOLERANCE_MM = 0.01;

  static final int COLUMNS = 4;
  static final int ROWS = 3;
  private static final LpsPoint NOWHERE = new LpsPoint(1e9, 1e9, 1e9);
  private static final int PER_SLICE = COLUMNS * ROWS;

  private final LpsVector alongRow;
  private final LpsVector alongColumn;
  private final double columnMm;
  private final double rowMm;
  private final Map<Integer, LpsPoint> planted = new HashMap<>();

  private PlantedVoxels(LpsVector alongRow, LpsVector alongColumn, double columnMm, double rowMm) {
    this.alongRow = alongRow;
    this.alongColumn = alongColumn;
    this.columnMm = columnMm;
    this.rowMm = rowMm;
  }

  /** Slices in the plane of L and P, pixels of 0.8 x 1.2 mm. */
  static PlantedVoxels axial() {
    return along(new LpsVector(1, 0, 0), new LpsVector(0, 1, 0));
  }

  /** Slices turned about all three axes. */
  static PlantedVoxels oblique() {
    double c = Math.cos(0.4);
    double s = Math.sin(0.4);
    return along(new LpsVector(c, s, 0), new LpsVector(-s * c, c * c, s));
  }

  static PlantedVoxels along(LpsVector row, LpsVector column) {
    return new PlantedVoxels(row, column, 0.8, 1.2);
  }

  LpsVector alongRow() {
    return alongRow;
  }

  LpsVector alongColumn() {
    return alongColumn;
  }

  /** The unit vector with which rows and columns are right-handed. */
  LpsVector normal() {
    LpsVector a = alongRow;
    LpsVector b = alongColumn;
    return new LpsVector(
        a.y() * b.z() - a.z() * b.y(),
        a.z() * b.x() - a.x() * b.z(),
        a.x() * b.y() - a.y() * b.x());
  }

  /** A place that is not at the origin of anything, and from there so far along the normal. */
  LpsPoint at(double alongNormalMm) {
    return new LpsPoint(-31.25, 17.5, 80.125).plus(normal().times(alongNormalMm));
  }

  /** The values of the pixels of slice {@code number}, whose first one lies at {@code first}. */
  int[] plant(int number, LpsPoint first) {
    int[] values = new int[PER_SLICE];
    for (int n = 0; n < PER_SLICE; n++) {
      values[n] = 1 + number * PER_SLICE + n;
      LpsPoint place =
          first
              .plus(alongRow.times(n % COLUMNS * columnMm))
              .plus(alongColumn.times(Math.floorDiv(n, COLUMNS) * rowMm));
      planted.put(values[n], place);
    }
    return values;
  }

  /** A file with slice {@code number}. */
  SyntheticSlice slice(int number, LpsPoint first) {
    return new SyntheticSlice(number)
        .at(first)
        .axes(alongRow, alongColumn, columnMm, rowMm)
        .pixels16(plant(number, first));
  }

  /** Fails unless every voxel lies where it was planted, and no value was lost or doubled. */
  void assertWhole(Volume volume) {
    assertThat(volume.size().voxelCount()).isEqualTo(planted.size());
    assertPlacesIn(volume);
  }

  /** Fails unless every voxel lies where it was planted; the volume may be a part of all. */
  void assertPlacesIn(Volume volume) {
    assertThat(volume.grid().indexToLps().determinant()).as("right-handed").isPositive();
    Set<Integer> found = new HashSet<>();
    for (int k = 0; k < volume.size().nk(); k++) {
      for (int j = 0; j < volume.size().nj(); j++) {
        for (int i = 0; i < volume.size().ni(); i++) {
          int value = (int) volume.at(i, j, k);
          assertThat(planted).containsKey(value);
          LpsPoint there = volume.grid().toLps(new VoxelIndex(i, j, k));
          assertThat(there.distanceMm(planted.getOrDefault(value, NOWHERE)))
              .as("mm between marker %d and its voxel (%d, %d, %d)", value, i, j, k)
              .isLessThanOrEqualTo(TOLERANCE_MM);
          found.add(value);
        }
      }
    }
    assertThat(found).as("every marker once").hasSize((int) volume.size().voxelCount());
  }
}
