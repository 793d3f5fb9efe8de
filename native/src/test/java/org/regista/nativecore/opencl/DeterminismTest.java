package org.regista.nativecore.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.DeviceChoice;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.compute.Similarity;
import org.regista.compute.kernel.KernelFixtures;
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

/** The same bytes on every run on one device, each run on a device made ready anew. */
class DeterminismTest {

  private static final int RUNS = 5;
  private static final GridGeometry GRID =
      GridGeometry.axisAligned(
          new GridSize(70, 41, 35), new LpsVector(1, 1.2, 1.5), new LpsPoint(0, 0, 0));

  @Test
  void fields() {
    assertSameOnEveryRun(
        images ->
            backend -> {
              try (DeformableWorkspace work = backend.openDeformable(deformable(images))) {
                for (int n = 0; n < 4; n++) {
                  work.evaluate();
                  work.smoothForce(2);
                  work.accumulateMomentum(0.5);
                  work.composeStep(1);
                  work.smoothField(0.7);
                }
                try (DisplacementField field = work.takeField()) {
                  return KernelFixtures.values(field.displacementsMm());
                }
              }
            });
  }

  private static DeformableProblem deformable(Volume[] images) {
    return new DeformableProblem(
        images[0],
        images[1],
        Optional.empty(),
        Optional.empty(),
        AffineMap.IDENTITY,
        GRID,
        GRID,
        Optional.empty(),
        new Similarity.LocalCorrelation(2),
        1);
  }

  @Test
  void mutualInformation() {
    assertSameOnEveryRun(
        images ->
            backend -> {
              int count = 60_000;
              try (KernelFixtures samples = new KernelFixtures(4);
                  LinearWorkspace work =
                      backend.openLinear(
                          new LinearProblem(
                              GRID.centre(),
                              samples.input(samples.numbers(3 * count, -20, 20)),
                              samples.input(samples.numbers(count, -2, 2)),
                              samples.input(samples.numbers(count, 0.5, 1)),
                              images[1],
                              Optional.empty(),
                              new Similarity.MutualInformation(32),
                              1))) {
                double[] numbers =
                    work.evaluate(AffineMap.translation(new LpsVector(30, 20, 20)))
                        .derivative()
                        .toArray();
                float[] bits = new float[2 * numbers.length];
                for (int n = 0; n < numbers.length; n++) {
                  long whole = Double.doubleToLongBits(numbers[n]);
                  bits[2 * n] = (int) (whole >>> 40);
                  bits[2 * n + 1] = (int) (whole & 0xFFFFFF);
                }
                return bits;
              }
            });
  }

  private static void assertSameOnEveryRun(
      Function<Volume[], Function<ComputeBackend, float[]>> run) {
    for (int device = 0; device < Devices.all().size(); device++) {
      try (KernelFixtures fixtures = new KernelFixtures(9);
          Volume fixed = volume(fixtures, "fixed");
          Volume moving = volume(fixtures, "moving")) {
        float[] first = on(device, run.apply(new Volume[] {fixed, moving}));
        assertThat(first).doesNotContain(Float.NaN);
        assertThat(first).as("not all the same").isNotEqualTo(new float[first.length]);
        for (int n = 1; n < RUNS; n++) {
          float[] again = on(device, run.apply(new Volume[] {fixed, moving}));
          assertThat(again).as("run %d on device %d", n, device).isEqualTo(first);
        }
      }
    }
  }

  private static float[] on(int device, Function<ComputeBackend, float[]> run) {
    try (OpenClBackend backend =
        new OpenClBackend(
            DeviceSearch::library,
            new ProgramCache(Devices.cacheFolder()),
            new DeviceChoice(Optional.of(device), Optional.empty()))) {
      return run.apply(backend);
    }
  }

  private static Volume volume(KernelFixtures fixtures, String label) {
    return new Volume(
        Space.named(label),
        GRID,
        IntensityUnit.ARBITRARY,
        NativeBuffer.copyOf(fixtures.image(GRID.size())));
  }
}
