package org.regista.nativecore.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.regista.compute.Similarity;
import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.Border;
import org.regista.compute.kernel.FieldLattice;
import org.regista.compute.kernel.GaussianTaps;
import org.regista.compute.kernel.JacobianStatistics;
import org.regista.compute.kernel.Kernels;
import org.regista.compute.kernel.StepBound;
import org.regista.compute.mind.MindDescriptors;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;

/** All kernels on one device; those over dense grids are here, the others inherited. */
final class DeviceKernels extends DeviceSampleKernels implements Kernels<DeviceBuffer> {

  /** As MindDescriptors: its mean is taken over every fourth plane. */
  private static final int MIND_MEAN_STRIDE = 4;

  private static final String FIELD = "field";
  private static final String JACOBIAN = "jacobian";

  DeviceKernels(DeviceContext context) {
    super(context);
  }

  @Override
  public String device() {
    return context().device().describe();
  }

  @Override
  public void warp(
      DeviceBuffer moving,
      GridSize movingSize,
      AffineMap fixedIndexToMovingIndex,
      DeviceBuffer u,
      FieldLattice lattice,
      GridSize size,
      DeviceBuffer warped,
      DeviceBuffer weight) {
    context()
        .launch("warp", "warp")
        .buffer(moving, movingSize.voxelCount())
        .size(movingSize)
        .map(fixedIndexToMovingIndex)
        .buffer(u, 3 * lattice.size().voxelCount())
        .lattice(lattice)
        .size(size)
        .buffer(warped, size.voxelCount())
        .buffer(weight, size.voxelCount())
        .over(size, 1);
  }

  @Override
  public double localCorrelation(
      DeviceBuffer fixed,
      DeviceBuffer warped,
      DeviceBuffer weight,
      GridSize size,
      int radiusI,
      int radiusJ,
      int radiusK,
      double noiseVariance,
      DeviceBuffer derivative) {
    int real = context().realBytes();
    CorrelationTiles tiles =
        CorrelationTiles.fitting(context().device(), real, radiusI, radiusJ, radiusK);
    long count = size.voxelCount();
    DeviceBuffer coefficients = scratch("coefficients", 3 * count);
    DeviceBuffer partials = reals("partials", 2 * tiles.groups(size));
    context()
        .launch("lncc", "lncc_coefficients", tiles.options())
        .buffer(fixed, count)
        .buffer(warped, count)
        .buffer(weight, count)
        .size(size)
        .real(noiseVariance)
        .number(CorrelationTiles.DEPTH)
        .local(3L * tiles.tileFloats() * Float.BYTES)
        .local(6L * tiles.rowReals() * real)
        .buffer(coefficients)
        .buffer(partials)
        .run(tiles.items(size), tiles.tx(), tiles.ty(), 1);
    DeviceBuffer totals = combine(partials, tiles.groups(size), 2, 0, 0);
    context()
        .launch("lncc", "lncc_derivative", tiles.options())
        .buffer(fixed)
        .buffer(warped)
        .buffer(weight)
        .size(size)
        .number(CorrelationTiles.DEPTH)
        .buffer(coefficients)
        .buffer(totals)
        .local(3L * tiles.tileFloats() * Float.BYTES)
        .local(3L * tiles.rowReals() * real)
        .buffer(derivative, count)
        .run(tiles.items(size), tiles.tx(), tiles.ty(), 1);
    double[] sums = context().readReals(totals, 2);
    return sums[1] > 0 ? sums[0] / sums[1] : 0;
  }

  @Override
  public List<DeviceBuffer> descriptors(
      DeviceBuffer image, GridSize size, Similarity.Mind mind, int threads) {
    int planes = (size.nk() + MIND_MEAN_STRIDE - 1) / MIND_MEAN_STRIDE;
    long voxels = (long) planes * size.nj() * size.ni();
    Launch variation = mind("mind_variation", image, size, mind).number(voxels);
    double mean = reduce(variation, voxels, 1)[0] / voxels;
    Launch launch = mind("mind", image, size, mind).real(mean);
    List<DeviceBuffer> channels = new ArrayList<>();
    for (int c = 0; c < MindDescriptors.CHANNELS; c++) {
      channels.add(unset(size.voxelCount()));
      launch.buffer(channels.getLast());
    }
    launch.over(size, 1);
    return channels;
  }

  private Launch mind(String kernel, DeviceBuffer image, GridSize size, Similarity.Mind mind) {
    return context()
        .launch("mind", kernel)
        .buffer(image)
        .size(size)
        .number(mind.radiusVoxels())
        .number(mind.distanceVoxels());
  }

  @Override
  public void force(
      DeviceBuffer derivative,
      DeviceBuffer warped,
      DeviceBuffer weight,
      GridSize size,
      AxisValues scale,
      FieldLattice lattice,
      DeviceBuffer force) {
    context()
        .launch("force", "force")
        .buffer(derivative, size.voxelCount())
        .buffer(warped, size.voxelCount())
        .buffer(weight, size.voxelCount())
        .size(size)
        .axes(scale)
        .lattice(lattice)
        .buffer(force, 3 * lattice.size().voxelCount())
        .over(lattice.size(), 1);
  }

  @Override
  public double[] gridMoments(DeviceBuffer force, GridSize size) {
    Launch launch =
        context().launch("lists", "grid_moments").buffer(force, 3 * size.voxelCount()).size(size);
    return reduce(launch, size.voxelCount(), 12);
  }

  @Override
  public void smooth(
      DeviceBuffer images, int components, GridSize size, AxisValues sigmaVoxels, Border border) {
    List<SmoothingPass> passes = SmoothingPass.all(size, sigmaVoxels, border);
    if (hasRoomForSpareOf(images)) {
      for (SmoothingPass pass : passes) {
        DeviceBuffer spare = spareFor(images);
        smooth(pass, images, 0, components, spare, 0);
        images.swap(spare);
      }
    } else {
      DeviceBuffer one = scratch("one component", size.voxelCount());
      for (int component = 0; component < components; component++) {
        smoothOne(passes, images, component, one);
      }
    }
  }

  /** To and fro between a component and scratch memory, where there is no room for more. */
  private void smoothOne(
      List<SmoothingPass> passes, DeviceBuffer images, int component, DeviceBuffer one) {
    boolean isInScratch = false;
    for (SmoothingPass pass : passes) {
      if (isInScratch) {
        smooth(pass, one, 0, 1, images, component);
      } else {
        smooth(pass, images, component, 1, one, 0);
      }
      isInScratch = !isInScratch;
    }
    if (isInScratch) {
      long bytes = passes.getFirst().size().voxelCount() * Float.BYTES;
      context().copy(one, images, component * bytes, bytes);
    }
  }

  private void smooth(
      SmoothingPass pass, DeviceBuffer from, int fromGrid, int grids, DeviceBuffer to, int toGrid) {
    long floats = grids * pass.size().voxelCount();
    context()
        .launch(FIELD, "smooth_axis")
        .buffer(from, floats)
        .number(fromGrid)
        .size(pass.size())
        .number(grids)
        .number(pass.axis())
        .buffer(constant(pass.taps()))
        .number(pass.taps().length / 2)
        .number(pass.border() == Border.REPLICATE ? 1 : 0)
        .buffer(to, floats)
        .number(toGrid)
        .over(pass.size(), grids);
  }

  /** One of the axes of a separable convolution. */
  private record SmoothingPass(GridSize size, int axis, double[] taps, Border border) {

    static List<SmoothingPass> all(GridSize size, AxisValues sigmaVoxels, Border border) {
      double[] sigmas = {sigmaVoxels.i(), sigmaVoxels.j(), sigmaVoxels.k()};
      List<SmoothingPass> passes = new ArrayList<>();
      for (int axis = 0; axis < 3; axis++) {
        if (sigmas[axis] >= GaussianTaps.SMALLEST_SIGMA) {
          passes.add(new SmoothingPass(size, axis, GaussianTaps.of(sigmas[axis]), border));
        }
      }
      return passes;
    }
  }

  /** Uploaded once. */
  private DeviceBuffer constant(double[] values) {
    String name = "constant " + Arrays.toString(values);
    boolean isNew = !hasScratch(name);
    DeviceBuffer buffer = reals(name, values.length);
    if (isNew) {
      context().writeReals(values, buffer);
    }
    return buffer;
  }

  @Override
  public double accumulate(
      DeviceBuffer momentum,
      double decay,
      DeviceBuffer addend,
      GridSize size,
      AxisValues spacingMm) {
    long count = size.voxelCount();
    Launch launch =
        context()
            .launch(FIELD, "accumulate")
            .updated(momentum, 3 * count)
            .real(decay)
            .buffer(addend, 3 * count)
            .axes(spacingMm)
            .number(count);
    double[] sums = reduce(launch, count, 2);
    return sums[0] > 0 ? sums[1] / sums[0] : 0;
  }

  @Override
  public void limitStep(
      DeviceBuffer v,
      double typicalMm,
      double maxMm,
      GridSize size,
      AxisValues spacingMm,
      DeviceBuffer step) {
    long count = size.voxelCount();
    context()
        .launch(FIELD, "limit_step")
        .buffer(v, 3 * count)
        .real(typicalMm)
        .real(maxMm)
        .axes(spacingMm)
        .number(count)
        .buffer(step, 3 * count)
        .over(count);
  }

  @Override
  public StepBound stepBound(DeviceBuffer v, GridSize size, AxisValues spacingMm) {
    Launch launch =
        context()
            .launch(FIELD, "step_bound")
            .buffer(v, 3 * size.voxelCount())
            .size(size)
            .axes(spacingMm);
    double[] most = reduce(launch, size.voxelCount(), 2, 0, 2);
    return new StepBound(most[0], most[1]);
  }

  @Override
  public void compose(
      DeviceBuffer u, DeviceBuffer v, double s, FieldLattice lattice, GridSize size) {
    DeviceBuffer spare = spareFor(u);
    context()
        .launch(FIELD, "compose")
        .buffer(u, 3 * size.voxelCount())
        .buffer(v, 3 * lattice.size().voxelCount())
        .real(s)
        .lattice(lattice)
        .size(size)
        .buffer(spare)
        .over(size, 1);
    u.swap(spare);
  }

  @Override
  public void clearBorder(DeviceBuffer field, GridSize size) {
    context()
        .launch(FIELD, "clear_border")
        .updated(field, 3 * size.voxelCount())
        .size(size)
        .over(size, 1);
  }

  @Override
  public JacobianStatistics jacobian(DeviceBuffer u, GridSize size, DeviceBuffer centralMap) {
    Launch launch =
        context()
            .launch(JACOBIAN, "jacobian")
            .buffer(u, 3 * size.voxelCount())
            .size(size)
            .buffer(centralMap, size.voxelCount());
    double[] terms = reduce(launch, size.voxelCount(), 7, 1, 2);
    boolean noCell = size.ni() == 1 || size.nj() == 1 || size.nk() == 1;
    double mean = terms[4] > 0 ? terms[5] / terms[4] : 0;
    double variance = terms[4] > 0 ? terms[6] / terms[4] - mean * mean : 0;
    return new JacobianStatistics(
        noCell ? 1 : terms[0],
        noCell ? 1 : terms[1],
        (long) terms[2],
        (long) terms[3],
        mean,
        Math.sqrt(Math.max(variance, 0)));
  }

  @Override
  public long flagSmallDeterminants(
      DeviceBuffer u, GridSize size, double minimum, DeviceBuffer flags) {
    DeviceBuffer small = spareFor(flags);
    Launch launch =
        context()
            .launch(JACOBIAN, "mark_small")
            .buffer(u, 3 * size.voxelCount())
            .size(size)
            .real(minimum)
            .buffer(small, size.voxelCount());
    long cells = (long) reduce(launch, size.voxelCount(), 1)[0];
    context().launch(JACOBIAN, "flag_corners").buffer(small).size(size).buffer(flags).over(size, 1);
    return cells;
  }

  @Override
  public void blend(DeviceBuffer field, DeviceBuffer other, DeviceBuffer w, GridSize size) {
    long count = size.voxelCount();
    context()
        .launch(FIELD, "blend")
        .updated(field, 3 * count)
        .buffer(other, 3 * count)
        .buffer(w, count)
        .number(count)
        .over(count);
  }

  @Override
  public double invert(DeviceBuffer u, GridSize size, double toleranceVoxels, DeviceBuffer v) {
    int rows = Math.multiplyExact(size.nj(), size.nk());
    DeviceBuffer worst = reals("worst", rows);
    context()
        .launch("invert", "invert")
        .buffer(u, 3 * size.voxelCount())
        .size(size)
        .real(toleranceVoxels)
        .updated(v, 3 * size.voxelCount())
        .buffer(worst)
        .run(new long[] {size.nj(), size.nk()}, 8, 1);
    return Arrays.stream(context().readReals(worst, rows)).max().orElse(0);
  }

  @Override
  public void resampleField(
      DeviceBuffer from,
      GridSize fromSize,
      AffineMap toFromIndex,
      AxisValues scale,
      GridSize size,
      DeviceBuffer into) {
    context()
        .launch("warp", "resample_field")
        .buffer(from, 3 * fromSize.voxelCount())
        .size(fromSize)
        .map(toFromIndex)
        .axes(scale)
        .size(size)
        .buffer(into, 3 * size.voxelCount())
        .over(size, 1);
  }
}
