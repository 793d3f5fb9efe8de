package org.regista.nativecore.opencl;

import com.jogamp.opencl.llb.CL;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.FieldWorkspace;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.compute.Similarity;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.DisplacementField;

/**
 * {@code ./run bench --device [N [NI NJ NK]]}: on one OpenCL device, a measured copy, then each
 * kernel as a registration of that size runs it: its time by the device's own clock, the bytes of
 * its arguments read or written once, and what share of the copy's speed that is (of the floor that
 * the memory sets). Then whole levels from host images to a host field, by the clock on the wall.
 */
public final class DeviceReport {

  private static final int COPIES = 10;
  private static final int EVALUATIONS = 100;
  private static final int SAMPLES = 200_000;

  /** Voxels are so many times as large, and so many iterations are made, per level. */
  private static final int[][] LEVELS = {{4, 40}, {2, 25}, {1, 8}};

  private final GridSize size;
  private final DeviceContext context;
  private final ComputeBackend backend;

  private DeviceReport(GridSize size, DeviceContext context) {
    this.size = size;
    this.context = context;
    this.backend = OpenClBackend.over(context);
  }

  /** The least time of a kernel, how often it ran, and what it moved then. */
  private record Total(int runs, double seconds, long bytes) {

    static final Total NONE = new Total(0, Double.POSITIVE_INFINITY, 0);

    /** Runs on the largest arrays tell most. */
    Total with(DeviceContext.Timing t) {
      double gain = t.bytes() / t.seconds() - bytes / seconds;
      boolean counts = t.bytes() > bytes || (t.bytes() == bytes && gain > 0);
      return new Total(runs + 1, counts ? t.seconds() : seconds, counts ? t.bytes() : bytes);
    }
  }

  public static void main(String[] arguments) {
    int number = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
    GridSize size =
        arguments.length > 3
            ? new GridSize(
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]))
            : new GridSize(160, 192, 224);
    CL library = DeviceSearch.library();
    OpenClDevice device = DeviceSearch.devices(library).get(number);
    System.out.printf("%s%n%n", device.describe());
    try (DeviceContext context =
        new DeviceContext(library, device, device.memoryBytes(), ProgramCache.ofUser())) {
      DeviceReport report = new DeviceReport(size, context);
      report.endToEnd("the first time, with programs built or read");
      report.endToEnd("again");
      report.kernels(report.copyBytesPerSecond());
    }
  }

  /** Reads and writes count. */
  private double copyBytesPerSecond() {
    long floats = Math.min(1L << 26, context.device().largestBufferBytes() / 16);
    double best = 0;
    try (DeviceBuffer from = context.floats(floats, "the copy");
        DeviceBuffer to = context.floats(floats, "the copy")) {
      for (int n = 0; n < COPIES; n++) {
        context.finish();
        long start = System.nanoTime();
        context.copy(from, to, 0, from.bytes());
        context.finish();
        best = Math.max(best, 2e9 * from.bytes() / (System.nanoTime() - start));
      }
    }
    System.out.printf("%ncopy of %s: %.1f GB/s%n", OpenClDevice.bytes(4 * floats), best / 1e9);
    return best;
  }

  private void kernels(double copy) {
    Map<String, Total> totals = new TreeMap<>();
    context.observe(t -> totals.merge(t.kernel(), Total.NONE.with(t), (a, b) -> a.with(t)));
    deform(1, 3).close();
    evaluateLinear(3);
    System.out.printf("%n| kernel, %s | runs | ms | MB | GB/s | %% of copy |%n", size);
    System.out.println("|---|---|---|---|---|---|");
    totals.forEach(
        (kernel, t) ->
            System.out.printf(
                "| %-20s | %4d | %8.3f | %7.1f | %7.1f | %4.0f |%n",
                kernel,
                t.runs,
                1e3 * t.seconds,
                t.bytes / 1e6,
                t.bytes / t.seconds / 1e9,
                100 * t.bytes / t.seconds / copy));
  }

  private void endToEnd(String when) {
    for (int[] level : LEVELS) {
      double seconds =
          timed(
              () -> {
                deform(level[0], level[1]).close();
                return level;
              });
      System.out.printf(
          "local correlation, 1/%d of the size, %d iterations, host images to host field, repaired and inverted, %s: %.1f ms%n",
          level[0], level[1], when, 1e3 * seconds);
    }
    double seconds = timed(() -> evaluateLinear(EVALUATIONS));
    System.out.printf(
        "mutual information, %d evaluations of %d samples, from host images, %s: %.1f ms%n",
        EVALUATIONS, SAMPLES, when, 1e3 * seconds);
  }

  private static double timed(Supplier<?> task) {
    long start = System.nanoTime();
    task.get();
    return (System.nanoTime() - start) / 1e9;
  }

  /** The field after one level of a registration, and its inverse, which is closed. */
  private DisplacementField deform(int shrink, int iterations) {
    GridGeometry grid = grid(shrink);
    try (Volume fixed = volume("fixed", grid, 0);
        Volume moving = volume("moving", grid, 1.5 / shrink);
        DeformableWorkspace work =
            backend.openDeformable(
                new DeformableProblem(
                    fixed,
                    moving,
                    Optional.empty(),
                    Optional.empty(),
                    AffineMap.IDENTITY,
                    grid,
                    grid,
                    Optional.empty(),
                    new Similarity.LocalCorrelation(2),
                    1))) {
      for (int n = 0; n < iterations; n++) {
        work.evaluate();
        work.smoothForce(1.7 * shrink);
        work.accumulateMomentum(0.5);
        work.composeStep(0.5 * shrink);
        work.smoothField(0.7 * shrink);
      }
      return finished(work.takeField(), grid);
    }
  }

  private DisplacementField finished(DisplacementField field, GridGeometry grid) {
    try (field;
        FieldWorkspace work = backend.openField(field, grid, 1)) {
      work.repair(0.05, 2);
      work.inverseField().close();
      return work.takeField();
    }
  }

  private double evaluateLinear(int evaluations) {
    GridGeometry grid = grid(1);
    float[] points = new float[3 * SAMPLES];
    for (int n = 0; n < points.length; n++) {
      points[n] = (float) ((Math.sin(0.37 * n) * 0.5) * 0.9 * size.ni());
    }
    float[] ones = new float[SAMPLES];
    Arrays.fill(ones, 1);
    float[] values = new float[SAMPLES];
    for (int n = 0; n < SAMPLES; n++) {
      values[n] = wave(points[n], points[SAMPLES + n], points[2 * SAMPLES + n]);
    }
    try (Volume moving = volume("moving", grid, 1);
        NativeBuffer at = NativeBuffer.copyOf(points);
        NativeBuffer fixed = NativeBuffer.copyOf(values);
        NativeBuffer weights = NativeBuffer.copyOf(ones);
        LinearWorkspace work =
            backend.openLinear(
                new LinearProblem(
                    grid.centre(),
                    at,
                    fixed,
                    weights,
                    moving,
                    Optional.empty(),
                    new Similarity.MutualInformation(32),
                    1))) {
      double sum = 0;
      LpsPoint centre = grid.centre();
      for (int n = 0; n < evaluations; n++) {
        sum +=
            work.evaluate(
                    AffineMap.translation(
                        new LpsVector(centre.x() + 0.01 * n, centre.y(), centre.z())))
                .value();
      }
      return sum;
    }
  }

  private GridGeometry grid(int shrink) {
    return GridGeometry.axisAligned(
        new GridSize(size.ni() / shrink, size.nj() / shrink, size.nk() / shrink),
        new LpsVector(shrink, shrink, shrink),
        new LpsPoint(0, 0, 0));
  }

  private static Volume volume(String label, GridGeometry grid, double shift) {
    NativeBuffer voxels = NativeBuffer.allocate(grid.size().voxelCount());
    GridSize n = grid.size();
    double mm = grid.spacingMm(0);
    for (int k = 0; k < n.nk(); k++) {
      for (int j = 0; j < n.nj(); j++) {
        for (int i = 0; i < n.ni(); i++) {
          voxels.set(n.offset(i, j, k), wave(mm * i + shift, mm * j, mm * k - shift));
        }
      }
    }
    return new Volume(Space.named(label), grid, IntensityUnit.ARBITRARY, voxels);
  }

  private static float wave(double x, double y, double z) {
    return (float)
        (Math.sin(0.31 * x + 0.1 * y) * Math.cos(0.23 * y - 0.05 * z) + Math.sin(0.19 * z));
  }
}
