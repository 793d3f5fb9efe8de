package org.regista.nativecore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.FieldWorkspace;
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
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.DisplacementField;

/**
 * Whole iterations on a backend against the same in plain Java, on oblique grids of uneven spacing.
 */
public abstract class BackendParity {

  private static final AffineMap OBLIQUE =
      new AffineMap(1.1, 0.2, -0.3, -20, -0.15, 1.4, 0.25, -15, 0.2, -0.1, 2.1, -18);

  private static final AffineMap NEARLY_IDENTITY =
      new AffineMap(1.02, 0.03, 0, 0.7, -0.02, 0.97, 0.01, -0.4, 0, 0.02, 1.01, 0.3);

  private KernelFixtures fixtures;
  private Volume fixed;
  private Volume moving;

  /** The caller closes it. */
  protected abstract ComputeBackend tested();

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

  static List<Similarity> ofSamples() {
    return List.of(
        new Similarity.MutualInformation(32),
        new Similarity.GlobalCorrelation(),
        new Similarity.MeanSquares());
  }

  @ParameterizedTest
  @MethodSource("ofSamples")
  void linearEvaluationsAgree(Similarity similarity) {
    assertLinearAgrees(similarity, Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("ofSamples")
  void linearEvaluationsAgreeWithinAMask(Similarity similarity) {
    try (NativeBuffer inside = NativeBuffer.copyOf(fixtures.weights(moving.size()))) {
      assertLinearAgrees(
          similarity, Optional.of(new Mask(moving.space(), moving.grid(), inside.copy())));
    }
  }

  private void assertLinearAgrees(Similarity similarity, Optional<Mask> mask) {
    LinearEvaluation expected = evaluateLinear(new ReferenceBackend(), similarity, mask);
    LinearEvaluation actual;
    try (ComputeBackend backend = tested()) {
      actual = evaluateLinear(backend, similarity, mask);
    }
    mask.ifPresent(Mask::close);
    assertThat(actual.value())
        .isCloseTo(expected.value(), within(1e-6 * Math.abs(expected.value())));
    assertThat(expected.overlap()).isBetween(0.2, 1.0);
    assertThat(actual.overlap()).isCloseTo(expected.overlap(), within(1e-6));
    double[] derivative = expected.derivative().toArray();
    assertClose(derivative, actual.derivative().toArray(), 1e-5);
  }

  private LinearEvaluation evaluateLinear(
      ComputeBackend backend, Similarity similarity, Optional<Mask> mask) {
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
                    mask,
                    similarity,
                    2))) {
      return work.evaluate(AffineMap.translation(new LpsVector(-2, 3, -1)));
    }
  }

  static List<Similarity> ofGrids() {
    return List.of(
        new Similarity.LocalCorrelation(2),
        new Similarity.LocalCorrelation(4),
        new Similarity.MutualInformation(32),
        new Similarity.GlobalCorrelation(),
        new Similarity.MeanSquares(),
        new Similarity.Mind(1, 2));
  }

  @ParameterizedTest
  @MethodSource("ofGrids")
  void deformableIterationsAgree(Similarity similarity) {
    assertIterationsAgree(similarity, fixed.grid(), Optional.empty());
  }

  @Test
  void deformableIterationsAgreeOnACoarserLatticeWithinMasks() {
    GridSize half = new GridSize(17, 11, 8);
    AffineMap twice = new AffineMap(2, 0, 0, 0.5, 0, 2, 0, 0.5, 0, 0, 2, 0.5);
    GridGeometry coarse = new GridGeometry(half, twice.andThen(OBLIQUE));
    // aside from the voxels of the image, or rounding would decide which weights are 0
    AffineMap aside = AffineMap.translation(new LpsVector(0.3, 0.4, 0.2)).andThen(OBLIQUE);
    try (Mask mask =
        new Mask(
            fixed.space(),
            new GridGeometry(fixed.size(), aside),
            NativeBuffer.copyOf(fixtures.weights(fixed.size())))) {
      assertIterationsAgree(new Similarity.LocalCorrelation(2), coarse, Optional.of(mask));
    }
  }

  private void assertIterationsAgree(
      Similarity similarity, GridGeometry lattice, Optional<Mask> mask) {
    Iterations expected = iterate(new ReferenceBackend(), similarity, lattice, mask);
    Iterations actual;
    Iterations again;
    try (ComputeBackend backend = tested()) {
      actual = iterate(backend, similarity, lattice, mask);
      again = iterate(backend, similarity, lattice, mask);
    }
    assertThat(expected.last).isGreaterThan(expected.first);
    assertThat(actual.first).isCloseTo(expected.first, within(1e-5));
    assertThat(actual.last).isCloseTo(expected.last, within(1e-4));
    assertThat(actual.overlap).isCloseTo(expected.overlap, within(1e-5));
    assertClose(expected.affine, actual.affine, 1e-4);
    assertClose(expected.field, actual.field, 1e-3);
    assertClose(expected.inverse, actual.inverse, 1e-3);
    assertThat(again.field).isEqualTo(actual.field);
  }

  /**
   * The similarity before and after five iterations, the derivative by an affine map then, and the
   * displacements in mm, repaired, and their inverse.
   */
  private record Iterations(
      double first,
      double last,
      double overlap,
      double[] affine,
      double[] field,
      double[] inverse) {}

  private Iterations iterate(
      ComputeBackend backend, Similarity similarity, GridGeometry lattice, Optional<Mask> mask) {
    DeformableProblem problem =
        new DeformableProblem(
            fixed,
            moving,
            mask,
            mask,
            NEARLY_IDENTITY,
            lattice,
            lattice,
            Optional.empty(),
            similarity,
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
      double overlap = work.overlap();
      double[] affine = work.affineDerivative().toArray();
      try (DisplacementField field = work.takeField();
          FieldWorkspace fields = backend.openField(field, fixed.grid(), 2)) {
        assertThat(fields.repair(0.8, 3)).isGreaterThan(0);
        try (DisplacementField inverse = fields.inverseField();
            DisplacementField repaired = fields.takeField()) {
          return new Iterations(first, last, overlap, affine, widened(repaired), widened(inverse));
        }
      }
    }
  }

  private static double[] widened(DisplacementField field) {
    float[] displacements = KernelFixtures.values(field.displacementsMm());
    double[] widened = new double[displacements.length];
    for (int n = 0; n < widened.length; n++) {
      widened[n] = displacements[n];
    }
    return widened;
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
