package org.regista.rt;

import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.parallel.Workers;
import org.regista.transform.Transform;

/**
 * Contours of the moving side as contours in the planes of the fixed grid, where planning systems
 * expect them: the solid that they stand for is looked up through the pull-back on a fine lattice
 * in each plane, and its edge followed between the lattice points. No voxels lie between.
 */
public final class Reslicing {

  private static final double LATTICE_MM = 1;
  private static final double MARGIN_MM = 3;

  private final Transform pullBack;
  private final Transform pushForward;
  private final GridGeometry onto;
  private final int threads;

  /**
   * @param pullBack fixed to moving
   * @param pushForward its inverse; need not be exact, it only says where to look
   * @param onto grid of the fixed side, whose planes are those of axes i and j
   */
  public Reslicing(Transform pullBack, Transform pushForward, GridGeometry onto, int threads) {
    this.pullBack = pullBack;
    this.pushForward = pushForward;
    this.onto = onto;
    this.threads = threads;
  }

  /**
   * The set in the fixed space. Structures without closed contours are taken point by point.
   *
   * @param moving in the space in which the pull-back ends
   */
  public StructureSet of(StructureSet moving) {
    if (!moving.space().equals(pullBack.moving())) {
      throw new IllegalArgumentException(
          "the contours lie in '%s' but the transform ends in '%s'"
              .formatted(moving.space().label(), pullBack.moving().label()));
    }
    return new StructureSet(
        pullBack.fixed(),
        moving.label(),
        moving.structures().stream().map(this::structure).toList());
  }

  private Structure structure(Structure moving) {
    boolean solid =
        moving.contours().stream().anyMatch(c -> c.kind() == Contour.Kind.CLOSED_PLANAR);
    if (!solid) {
      return moving.through(pushForward);
    }
    ContourPlanes planes = ContourPlanes.of(moving);
    Box box = box(moving, planes.distanceMm());
    int count = Math.max(0, box.lastK - box.firstK + 1);
    List<List<Contour>> found = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      found.add(List.of());
    }
    Workers.forEach(count, threads, n -> found.set(n, plane(planes, box, box.firstK + n)));
    return moving.withContours(found.stream().flatMap(List::stream).toList());
  }

  /** Where to look: a box of the fixed grid, in lattice steps within a plane. */
  private record Box(
      double startI,
      double startJ,
      double stepI,
      double stepJ,
      int columns,
      int rows,
      int firstK,
      int lastK) {}

  private Box box(Structure moving, double planeDistanceMm) {
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (Contour contour : moving.contours()) {
      for (LpsPoint p : contour.points()) {
        VoxelIndex v = onto.toIndex(pushForward.toMoving(p));
        double[] at = {v.i(), v.j(), v.k()};
        for (int axis = 0; axis < 3; axis++) {
          least[axis] = Math.min(least[axis], at[axis]);
          most[axis] = Math.max(most[axis], at[axis]);
        }
      }
    }
    for (int axis = 0; axis < 3; axis++) {
      double margin = (MARGIN_MM + planeDistanceMm) / onto.spacingMm(axis);
      least[axis] -= margin;
      most[axis] += margin;
    }
    double stepI = Math.min(1, LATTICE_MM / onto.spacingMm(0));
    double stepJ = Math.min(1, LATTICE_MM / onto.spacingMm(1));
    return new Box(
        least[0],
        least[1],
        stepI,
        stepJ,
        (int) Math.ceil((most[0] - least[0]) / stepI) + 1,
        (int) Math.ceil((most[1] - least[1]) / stepJ) + 1,
        Math.max(0, (int) Math.ceil(least[2])),
        Math.min(onto.size().nk() - 1, (int) Math.floor(most[2])));
  }

  private List<Contour> plane(ContourPlanes planes, Box box, int k) {
    double[][] values = new double[box.rows + 2][box.columns + 2];
    for (int j = 0; j < values.length; j++) {
      for (int i = 0; i < values[j].length; i++) {
        boolean border = i == 0 || j == 0 || i == box.columns + 1 || j == box.rows + 1;
        double inside = border ? -1 : planes.signedDistance(pullBack.toMoving(at(box, i, j, k)));
        values[j][i] = Double.isNaN(inside) ? -1 : inside; // the registration has no map there
      }
    }
    List<Contour> contours = new ArrayList<>();
    for (double[] line : ContourLines.of(values)) {
      List<LpsPoint> points = new ArrayList<>();
      for (int n = 0; n < line.length; n += 2) {
        points.add(at(box, line[n], line[n + 1], k));
      }
      contours.add(new Contour(Contour.Kind.CLOSED_PLANAR, points));
    }
    return contours;
  }

  private LpsPoint at(Box box, double i, double j, int k) {
    return onto.toLps(
        new VoxelIndex(box.startI + (i - 1) * box.stepI, box.startJ + (j - 1) * box.stepJ, k));
  }
}
