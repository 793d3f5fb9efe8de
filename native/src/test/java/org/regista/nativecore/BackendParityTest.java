package org.regista.nativecore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.LinearEvaluation;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.compute.Similarity;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.compute.reference.ReferenceBackend;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.DisplacementField;

/**
 * Whole iterations on the CPU against the same in plain Java, on oblique grids of uneven spacing.
 */
class BackendParityTest {

  private static final AffineMap OBLIQUE =
      new AffineMap(1.1, 0.2, -0.3, -20, -0.15, 1.4, 0.25, -15, 0.2, -0.1, 2.1, -18);

  private static final AffineMap NEARLY_IDENTITY =
      new AffineMap(1.02, 0.03, 0, 0.7, -0.02, 0.97, 0.01, -0.4, 0, 0.02, 1.01, 0.3);

  private KernelFixtures fixtures;
  private Volume fixed;
  private Volume moving;

  @BeforeEach
  void makeImages() {
    fixtures = new KernelFixtures(7);
    fixed = volume("fixed", new GridSize(33, 21, 15));
    moving = volume("moving", new GridSize(31, 24, 17));
  }

  @AfterEach
  void closeImages() {
    fixed.close();
    moving.close();
    fixtures.close();
  }

  private Volume volume(String label, GridSize size) {
    return new Volume(
        Space.named(label),
        new GridGeometry(size, OBLIQUE),
        IntensityUnit.ARBITRARY,
        NativeBuffer.copyOf(fixtures.image(size)));
  }

  @Test
  void linearEvaluationsAgree() {
    LinearEvaluation expected = evaluateLinear(new ReferenceBackend());
    LinearEvaluation actual = evaluateLinear(new CpuBackend());
    assertThat(actual.value()).isCloseTo(expected.value(), within(1e-6 * expected.value()));
    assertThat(expected.overlap()).isBetween(0.3, 1.0);
    assertThat(actual.overlap()).isEqualTo(expected.overlap());
    double[] derivative = expected.derivative().toArray();
    assertClose(derivative, actual.derivative().toArray(), 1e-5);
  }

  private LinearEvaluation evaluateLinear(ComputeBackend backend) {
    int count = 5000;
    try (KernelFixtures samples = new KernelFixtures(8);
        LinearWorkspace work =
            backend.openLinear(
                new LinearProblem(
                    fixed.grid().centre(),
                    samples.input(samples.numbers(3 * count, -12, 12)),
                    samples.input(samples.numbers(count, -2, 2)),
                    samples.input(samples.numbers(count, 0.5, 1)),
                    moving,
                    Optional.empty(),
                    new Similarity.MutualInformation(32),
                    2))) {
      return work.evaluate(AffineMap.translation(new LpsVector(-2, 3, -1)));
    }
  }

  @Test
  void deformableIterationsAgree() {
    Iterations expected = iterate(new ReferenceBackend());
    Iterations actual = iterate(new CpuBackend());
    assertThat(expected.last).isGreaterThan(expected.first + 0.01);
    assertThat(actual.first).isCloseTo(expected.first, within(1e-5));
    assertThat(actual.last).isCloseTo(expected.last, within(1e-4));
    assertClose(expected.field, actual.field, 1e-3);
  }

  /** The similarity before and after five iterations, and the displacements in mm. */
  private record Iterations(double first, double last, double[] field) {}

  private Iterations iterate(ComputeBackend backend) {
    DeformableProblem problem =
        new DeformableProblem(
            fixed,
            moving,
            Optional.empty(),
            Optional.empty(),
            NEARLY_IDENTITY,
            fixed.grid(),
            fixed.grid(),
            Optional.empty(),
            new Similarity.LocalCorrelation(2),
            2);
    try (DeformableWorkspace work = backend.openDeformable(problem)) {
      double first = work.evaluate();
      for (int n = 0; n < 5; n++) {
        work.smoothForce(2);
        work.accumulateMomentum(0.5);
        work.composeStep(1);
        work.smoothField(0.7);
        work.evaluate();
      }
      double last = work.evaluate();
      try (DisplacementField field = work.takeField()) {
        float[] displacements = KernelFixtures.values(field.displacementsMm());
        double[] widened = new double[displacements.length];
        for (int n = 0; n < widened.length; n++) {
          widened[n] = displacements[n];
        }
        return new Iterations(first, last, widened);
      }
    }
  }

  /** Differences are small beside the largest expected number. */
  private static void assertClose(double[] expected, double[] actual, double share) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).hasSameSizeAs(expected);
    for (int n = 0; n < expected.length; n++) {
      assertThat(actual[n]).as("number %d", n).isCloseTo(expected[n], within(share * largest));
    }
  }
}
