package org.regista.quality.region;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.DoublePredicate;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/**
 * The voxels of one grid that belong to a region: those whose centres do. No voxel is shared
 * between inside and outside, as in IBSI's masks.
 */
public final class RegionVoxels {

  private static final float HALF = 0.5f;

  private final GridGeometry grid;
  private final BitSet voxels;
  private final boolean cutOff;

  private RegionVoxels(GridGeometry grid, BitSet voxels, boolean cutOff) {
    this.grid = grid;
    this.voxels = voxels;
    this.cutOff = cutOff;
  }

  /**
   * The voxels of {@code image} in a region of its space.
   *
   * @throws InputDataException if there are none
   */
  public static RegionVoxels of(Region region, Volume image) {
    BitSet inShape = new BitSet(length(image.grid()));
    boolean cutOff = fill(region, image.grid(), inShape);
    requireSome(inShape, region.name(), image);
    BitSet chosen = cut(region.cut(), image, inShape);
    requireSome(chosen, region.name(), image);
    return new RegionVoxels(image.grid(), chosen, cutOff);
  }

  /**
   * The voxels of {@code image} where a mask of the same grid is at least one half.
   *
   * @throws InputDataException if there are none
   */
  public static RegionVoxels of(Volume mask, String name, Cut cut, Volume image) {
    if (!mask.size().equals(image.size())) {
      throw new IllegalArgumentException(
          "a mask of %s for an image of %s".formatted(mask.size(), image.size()));
    }
    BitSet inMask = new BitSet(length(image.grid()));
    for (int n = 0; n < length(image.grid()); n++) {
      inMask.set(n, mask.voxels().get(n) >= HALF);
    }
    requireSome(inMask, name, image);
    BitSet chosen = cut(cut, image, inMask);
    requireSome(chosen, name, image);
    return new RegionVoxels(image.grid(), chosen, false);
  }

  private static int length(GridGeometry grid) {
    long count = grid.size().voxelCount();
    if (count > Integer.MAX_VALUE - 8) {
      throw new InputDataException(
          "regions are measured on images of up to 2^31 voxels; this one has " + grid.size());
    }
    return (int) count;
  }

  private static void requireSome(BitSet voxels, String name, Volume image) {
    if (voxels.isEmpty()) {
      throw new InputDataException(
          "the region '%s' holds no voxel of '%s'; move it into the image, make it larger or lower its threshold"
              .formatted(name, image.space().label()));
    }
  }

  /** True if the shape leaves the image. */
  private static boolean fill(Region region, GridGeometry grid, BitSet into) {
    GridSize size = grid.size();
    int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] high = {Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
    AffineMap toIndex = grid.lpsToIndex();
    for (int corner = 0; corner < 8; corner++) {
      LpsVector half = region.halfMm();
      LpsVector d =
          new LpsVector(
              (corner & 1) == 0 ? -half.x() : half.x(),
              (corner & 2) == 0 ? -half.y() : half.y(),
              (corner & 4) == 0 ? -half.z() : half.z());
      LpsPoint p = toIndex.apply(region.centre().plus(d));
      widen(low, high, 0, p.x());
      widen(low, high, 1, p.y());
      widen(low, high, 2, p.z());
    }
    boolean cutOff = false;
    for (int k = low[2]; k <= high[2]; k++) {
      for (int j = low[1]; j <= high[1]; j++) {
        for (int i = low[0]; i <= high[0]; i++) {
          if (region.encloses(grid.toLps(new VoxelIndex(i, j, k)))) {
            boolean exists = size.encloses(i, j, k);
            cutOff |= !exists;
            if (exists) {
              into.set((int) size.offset(i, j, k));
            }
          }
        }
      }
    }
    return cutOff;
  }

  private static void widen(int[] low, int[] high, int axis, double index) {
    low[axis] = Math.min(low[axis], (int) Math.floor(index));
    high[axis] = Math.max(high[axis], (int) Math.ceil(index));
  }

  private static BitSet cut(Cut cut, Volume image, BitSet within) {
    return switch (cut.kind()) {
      case NONE -> within;
      case AT_LEAST -> where(image, within, v -> v >= cut.level());
      case SHARE_OF_MAXIMUM -> {
        int hottest = hottest(image, within);
        double least = cut.level() * image.voxels().get(hottest);
        yield joined(image.size(), hottest, where(image, within, v -> v >= least));
      }
    };
  }

  private static BitSet where(Volume image, BitSet within, DoublePredicate wanted) {
    BitSet chosen = new BitSet(within.length());
    within.stream().filter(n -> wanted.test(image.voxels().get(n))).forEach(chosen::set);
    return chosen;
  }

  /** The first of the voxels with the largest intensity. */
  static int hottest(Volume image, BitSet within) {
    int best = within.nextSetBit(0);
    for (int n = best; n >= 0; n = within.nextSetBit(n + 1)) {
      best = image.voxels().get(n) > image.voxels().get(best) ? n : best;
    }
    return best;
  }

  /** Those that can be reached from {@code start} by faces. */
  private static BitSet joined(GridSize size, int start, BitSet among) {
    BitSet reached = new BitSet(among.length());
    Deque<Integer> open = new ArrayDeque<>();
    reached.set(start);
    open.push(start);
    int row = size.ni();
    int plane = row * size.nj();
    while (!open.isEmpty()) {
      int n = open.pop();
      int i = n % row;
      int j = n % plane / row;
      int k = n / plane;
      reach(i > 0, n - 1, among, reached, open);
      reach(i < row - 1, n + 1, among, reached, open);
      reach(j > 0, n - row, among, reached, open);
      reach(j < size.nj() - 1, n + row, among, reached, open);
      reach(k > 0, n - plane, among, reached, open);
      reach(k < size.nk() - 1, n + plane, among, reached, open);
    }
    return reached;
  }

  private static void reach(
      boolean exists, int n, BitSet among, BitSet reached, Deque<Integer> open) {
    if (exists && among.get(n) && !reached.get(n)) {
      reached.set(n);
      open.push(n);
    }
  }

  public GridGeometry grid() {
    return grid;
  }

  /** How many voxels belong to it, at least one. */
  public int count() {
    return voxels.cardinality();
  }

  /** Whether part of its shape lies beyond the image, so that its figures miss something. */
  public boolean cutOff() {
    return cutOff;
  }

  /** The offsets in planar memory, borrowed. */
  BitSet offsets() {
    return voxels;
  }

  /** Whether the voxel at a place belongs to it. */
  public boolean holds(LpsPoint p) {
    VoxelIndex v = grid.toIndex(p);
    return grid.size().encloses(v.i(), v.j(), v.k())
        && voxels.get(
            (int)
                grid.size()
                    .offset(
                        (int) Math.floor(v.i() + 0.5),
                        (int) Math.floor(v.j() + 0.5),
                        (int) Math.floor(v.k() + 0.5)));
  }

  /** 1 inside, 0 outside; owned by the caller. */
  public Volume mask(Volume image) {
    Volume mask = Volume.zeros(image.space(), grid, IntensityUnit.ARBITRARY);
    voxels.stream().forEach(n -> mask.voxels().set(n, 1));
    return mask;
  }
}
