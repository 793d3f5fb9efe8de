package org.regista.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/**
 * Seven markers of different brightness between the points of an anisotropic lattice, such that no
 * flip or exchange of axes maps them onto each other. A cut is one of the ways to scan them.
 *
 * <p>A marker is spread over eight voxels by linear weights, so that the weighted centroid of these
 * is its place exactly. All values are whole numbers that int16 holds.
 */
public final class PlantedPhantom {

  public static final double TOLERANCE_MM = 0.01;

  private static final int[] LATTICE = {14, 12, 11};
  private static final AffineMap LATTICE_MM =
      AffineMap.scaling(1.3, 0.9, 2.1)
          .andThen(AffineMap.translation(new LpsVector(-31.25, 17.5, 803.125)));

  /** Lattice positions in quarters, so that the products of three weights are whole 64ths. */
  private static final double[][] MARKERS = {
    {12.25, 6.5, 5},
    {1, 5.25, 4.75},
    {6.5, 10, 3.25},
    {6.25, 1.25, 6.5},
    {4.75, 6, 9.25},
    {8, 4.5, 1},
    {10.5, 9.25, 8}
  };

  private PlantedPhantom() {}

  /** Every order and direction of the axes, left- and right-handed, straight and oblique: 96. */
  public static Stream<Cut> cuts() {
    List<Cut> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int bits = 0; bits < 16 && i != j; bits++) {
          List<Boolean> forwards = List.of((bits & 1) == 0, (bits & 2) == 0, (bits & 4) == 0);
          all.add(new Cut(List.of(i, j, 3 - i - j), forwards, (bits & 8) != 0));
        }
      }
    }
    return all.stream();
  }

  /**
   * How a grid cuts the lattice.
   *
   * @param axes the lattice axes along i, j and k
   * @param forwards whether each of i, j and k runs the same way as its lattice axis
   * @param oblique whether the lattice is turned: by 0.5 rad about z, then 0.3 rad about x
   */
  public record Cut(List<Integer> axes, List<Boolean> forwards, boolean oblique) {

    public GridGeometry grid() {
      return new GridGeometry(
          new GridSize(side(0), side(1), side(2)),
          AffineMap.ofColumns(step(0), step(1), step(2), first()).andThen(latticeToLps()));
    }

    private int side(int axis) {
      return LATTICE[axes.get(axis)];
    }

    private LpsVector step(int axis) {
      double[] step = new double[3];
      step[axes.get(axis)] = forwards.get(axis) ? 1 : -1;
      return new LpsVector(step[0], step[1], step[2]);
    }

    private LpsPoint first() {
      double[] at = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        at[axes.get(axis)] = forwards.get(axis) ? 0 : side(axis) - 1;
      }
      return new LpsPoint(at[0], at[1], at[2]);
    }

    private AffineMap latticeToLps() {
      double c = Math.cos(0.5);
      double s = Math.sin(0.5);
      double d = Math.cos(0.3);
      double t = Math.sin(0.3);
      AffineMap turn = new AffineMap(c, -s, 0, 0, s * d, c * d, -t, 0, s * t, c * t, d, 0);
      return oblique ? LATTICE_MM.andThen(turn) : LATTICE_MM;
    }

    private LpsPoint placeOf(int marker) {
      double[] at = MARKERS[marker];
      return latticeToLps().apply(new LpsPoint(at[0], at[1], at[2]));
    }

    /** The phantom as scanned so. The caller closes it. */
    public Volume volume() {
      Volume volume = Volume.zeros(Space.named("phantom"), grid(), IntensityUnit.ARBITRARY);
      AffineMap indexToLattice = grid().indexToLps().andThen(latticeToLps().inverse());
      forEachVoxel(
          volume.size(),
          (i, j, k) -> {
            LpsPoint at = indexToLattice.apply(new LpsPoint(i, j, k));
            volume.voxels().set(volume.size().offset(i, j, k), valueAt(at));
          });
      return volume;
    }

    /** Fails unless every marker is where it was planted, with all its brightness. */
    public void assertFoundIn(Volume volume) {
      double[] brightness = new double[MARKERS.length];
      LpsVector[] moment = new LpsVector[MARKERS.length];
      Arrays.fill(moment, LpsVector.ZERO);
      forEachVoxel(
          volume.size(),
          (i, j, k) -> {
            float value = volume.at(i, j, k);
            LpsPoint at = volume.grid().toLps(new VoxelIndex(i, j, k));
            int marker = nearestMarker(at);
            brightness[marker] += value;
            moment[marker] = moment[marker].plus(at.minus(placeOf(marker)).times(value));
          });
      for (int marker = 0; marker < MARKERS.length; marker++) {
        assertThat(brightness[marker]).as("brightness").isEqualTo(brightnessOf(marker));
        assertThat(moment[marker].lengthMm() / brightness[marker])
            .as("mm from centroid to marker %d", marker)
            .isLessThan(TOLERANCE_MM);
      }
    }

    private int nearestMarker(LpsPoint at) {
      int nearest = 0;
      for (int marker = 1; marker < MARKERS.length; marker++) {
        if (at.distanceMm(placeOf(marker)) < at.distanceMm(placeOf(nearest))) {
          nearest = marker;
        }
      }
      return nearest;
    }
  }

  private static int brightnessOf(int marker) {
    return 64 * (100 + 60 * marker);
  }

  private static float valueAt(LpsPoint lattice) {
    double value = 0;
    for (int marker = 0; marker < MARKERS.length; marker++) {
      double[] m = MARKERS[marker];
      value +=
          brightnessOf(marker)
              * weight(lattice.x() - m[0])
              * weight(lattice.y() - m[1])
              * weight(lattice.z() - m[2]);
    }
    return Math.round(value);
  }

  private static double weight(double distance) {
    return Math.max(0, 1 - Math.abs(distance));
  }

  /** What to do with a voxel. */
  @FunctionalInterface
  private interface VoxelAction {
    void accept(int i, int j, int k);
  }

  private static void forEachVoxel(GridSize size, VoxelAction action) {
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          action.accept(i, j, k);
        }
      }
    }
  }
}
