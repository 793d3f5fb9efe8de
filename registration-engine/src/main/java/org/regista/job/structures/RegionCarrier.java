package org.regista.job.structures;

import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.rt.Reslicing;
import org.regista.rt.Structure;
import org.regista.rt.StructureSet;
import org.regista.transform.Transform;

/**
 * Brings regions of the moving image onto the fixed one: contours into the planes of the fixed grid
 * ({@link Reslicing}), voxels by linear interpolation of their shares.
 */
public final class RegionCarrier {

  private static final int PROBES = 6;
  private static final int MARGIN_VOXELS = 3;

  private final Transform pullBack;
  private final Transform pushForward;
  private final GridGeometry onto;
  private final int threads;

  /**
   * @param pullBack fixed to moving
   * @param pushForward its inverse; it only says where to look
   * @param onto the fixed grid
   */
  public RegionCarrier(Transform pullBack, Transform pushForward, GridGeometry onto, int threads) {
    this.pullBack = pullBack;
    this.pushForward = pushForward;
    this.onto = onto;
    this.threads = threads;
  }

  /**
   * The same region on the fixed image; the caller closes it.
   *
   * @throws InputDataException if it comes to lie outside the fixed image
   */
  public Region carry(Region moving) {
    Region carried =
        moving
            .contours()
            .map(this::contours)
            .orElseGet(() -> shares(moving, moving.shares().orElseThrow()));
    if (carried.contours().filter(s -> s.contours().isEmpty()).isPresent()) {
      throw outside(moving);
    }
    return carried;
  }

  private static InputDataException outside(Region region) {
    return new InputDataException(
        "the structure '%s' of the moving image comes to lie outside the fixed image"
            .formatted(region.name()));
  }

  private Region contours(Structure structure) {
    StructureSet moving = new StructureSet(pullBack.moving(), "", List.of(structure));
    StructureSet carried = new Reslicing(pullBack, pushForward, onto, threads).of(moving);
    return Region.of(carried.structures().getFirst(), pullBack.fixed());
  }

  private Region shares(Region region, Volume shares) {
    GridGeometry part = part(shares.grid()).orElseThrow(() -> outside(region));
    Volume drawn = new Resampler(threads).resample(shares, pullBack, part, Interpolation.LINEAR, 0);
    return new Region(
        region.name(),
        region.type(),
        region.rgb(),
        pullBack.fixed(),
        Optional.empty(),
        Optional.of(drawn));
  }

  /** The voxels of the fixed grid among which the others come to lie. */
  private Optional<GridGeometry> part(GridGeometry moving) {
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    AffineMap toIndex = onto.lpsToIndex();
    for (int n = 0; n < PROBES * PROBES * PROBES; n++) {
      LpsPoint p = pushForward.toMoving(probe(moving, n));
      double[] at = {
        toIndex.row0(p.x(), p.y(), p.z()),
        toIndex.row1(p.x(), p.y(), p.z()),
        toIndex.row2(p.x(), p.y(), p.z())
      };
      for (int axis = 0; axis < 3; axis++) {
        least[axis] = Math.min(least[axis], at[axis]);
        most[axis] = Math.max(most[axis], at[axis]);
      }
    }
    int[] size = {onto.size().ni(), onto.size().nj(), onto.size().nk()};
    int[] from = new int[3];
    int[] to = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      from[axis] = (int) Math.max(0, Math.floor(least[axis]) - MARGIN_VOXELS);
      to[axis] = (int) Math.min(size[axis] - 1, Math.ceil(most[axis]) + MARGIN_VOXELS);
      if (from[axis] > to[axis]) {
        return Optional.empty();
      }
    }
    return Optional.of(LabelCrops.part(onto, from, to));
  }

  /** One of a lattice of places over a grid and a voxel around it. */
  private static LpsPoint probe(GridGeometry grid, int n) {
    GridSize size = grid.size();
    return grid.toLps(
        new VoxelIndex(
            at(n % PROBES, size.ni()),
            at(n / PROBES % PROBES, size.nj()),
            at(n / (PROBES * PROBES), size.nk())));
  }

  private static double at(int step, int voxels) {
    return -1 + (voxels + 1.0) * step / (PROBES - 1);
  }
}
