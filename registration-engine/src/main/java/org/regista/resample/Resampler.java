package org.regista.resample;

import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.Space;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.parallel.Workers;
import org.regista.transform.PointRow;
import org.regista.transform.Transform;

/**
 * Draws a moving image on a grid of the fixed space. Each voxel centre goes through the whole
 * transform in double precision, and the original is interpolated once, there. A place counts as
 * inside up to half a voxel beyond the outermost voxel centres, where the border value holds. The
 * result is the same to the bit for any number of threads.
 */
public final class Resampler {

  /**
   * Indices are rounded to a millionth of a voxel, so that the rounding errors of geometry neither
   * push a voxel centre over the edge nor decide a tie between neighbours.
   */
  private static final double STEPS_PER_VOXEL = 0x1p20;

  private final int threads;

  /**
   * @param threads that share the planes of the result
   */
  public Resampler(int threads) {
    this.threads = threads;
  }

  /**
   * A new volume, owned by the caller, in the fixed space of {@code pullBack} and in the unit of
   * {@code moving}.
   *
   * @param pullBack ends in the space of {@code moving}
   * @param onto a grid in the fixed space
   * @param outside intensity where the moving image has none
   */
  public Volume resample(
      Volume moving, Transform pullBack, GridGeometry onto, Interpolation how, float outside) {
    requireEnd(pullBack, moving.space());
    NativeBuffer result =
        how == Interpolation.BSPLINE
            ? resampleSpline(moving, pullBack, onto, outside)
            : fill(
                new Voxels(moving.voxels(), moving.size(), how),
                moving.grid(),
                pullBack,
                onto,
                outside);
    return new Volume(pullBack.fixed(), onto, moving.unit(), result);
  }

  /** A new mask, owned by the caller: the weights trilinear, 0 outside. */
  public Mask resampleMask(Mask moving, Transform pullBack, GridGeometry onto) {
    requireEnd(pullBack, moving.space());
    Voxels weights = new Voxels(moving.weights(), moving.grid().size(), Interpolation.LINEAR);
    return new Mask(pullBack.fixed(), onto, fill(weights, moving.grid(), pullBack, onto, 0));
  }

  private static void requireEnd(Transform pullBack, Space moving) {
    if (!pullBack.moving().equals(moving)) {
      throw new IllegalArgumentException(
          "the transform ends in '%s' but the image to resample is '%s'; was it inverted?"
              .formatted(pullBack.moving().label(), moving.label()));
    }
  }

  private NativeBuffer resampleSpline(
      Volume moving, Transform pullBack, GridGeometry onto, float outside) {
    try (NativeBuffer coefficients =
        BSplinePrefilter.coefficients(moving.voxels(), moving.size(), threads)) {
      Voxels spline = new Voxels(coefficients, moving.size(), Interpolation.BSPLINE);
      return fill(spline, moving.grid(), pullBack, onto, outside);
    }
  }

  private NativeBuffer fill(
      Voxels voxels, GridGeometry from, Transform pullBack, GridGeometry onto, float outside) {
    GridSize size = onto.size();
    NativeBuffer result = NativeBuffer.allocate(size.voxelCount());
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          PointRow points = new PointRow(size.ni());
          Interpolator interpolator = voxels.interpolator();
          float[] row = new float[size.ni()];
          for (int j = 0; j < size.nj(); j++) {
            points.placeRow(onto, j, k);
            points.map(pullBack);
            points.map(from.lpsToIndex());
            sample(points, interpolator, voxels.size(), outside, row);
            result.write(size.offset(0, j, k), row, row.length);
          }
        });
    return result;
  }

  private static void sample(
      PointRow indices, Interpolator interpolator, GridSize size, float outside, float[] row) {
    for (int n = 0; n < row.length; n++) {
      double i = rounded(indices.x(n));
      double j = rounded(indices.y(n));
      double k = rounded(indices.z(n));
      row[n] =
          size.encloses(i, j, k)
              ? interpolator.at(
                  clamp(i, size.ni() - 1), clamp(j, size.nj() - 1), clamp(k, size.nk() - 1))
              : outside;
    }
  }

  private static double rounded(double index) {
    return Math.rint(index * STEPS_PER_VOXEL) / STEPS_PER_VOXEL;
  }

  private static double clamp(double index, int last) {
    return index < 0 ? 0 : index > last ? last : index;
  }
}
