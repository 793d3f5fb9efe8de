package org.regista.resample;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.GridSampler;
import org.regista.image.NativeBuffer;

/** What is interpolated, and how: voxels, or the B-spline coefficients that stand for them. */
record Voxels(NativeBuffer values, GridSize size, Interpolation how) {

  /** For one thread; borrows the values. */
  Interpolator interpolator() {
    return switch (how) {
      case NEAREST ->
          (i, j, k) ->
              values.get(size.offset((int) Math.rint(i), (int) Math.rint(j), (int) Math.rint(k)));
      case LINEAR -> linear();
      case BSPLINE -> new BSplineInterpolator(values, size);
      case LABEL -> new LabelInterpolator(values, size);
    };
  }

  private Interpolator linear() {
    GridSampler sampler = new GridSampler(values, size, AffineMap.IDENTITY);
    return (i, j, k) -> {
      sampler.moveTo(i, j, k);
      return (float) sampler.value(0);
    };
  }
}
