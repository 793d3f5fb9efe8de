package org.regista.register;

import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.compute.LinearEvaluation;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.compute.Similarity;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.image.Mask;

/**
 * A similarity of intensity pairs on a fixed list of samples. Borrows the images, owns the samples.
 */
final class SampledObjective implements LinearObjective {

  private final FixedSamples samples;
  private final LinearWorkspace workspace;

  private SampledObjective(FixedSamples samples, LinearWorkspace workspace) {
    this.samples = samples;
    this.workspace = workspace;
  }

  static SampledObjective open(
      ComputeBackend backend,
      ImagePair images,
      ImagePair.Level level,
      Similarity similarity,
      int count) {
    return open(backend, images, level, similarity, count, images.fixedMask());
  }

  /** Compares within another mask than the request's; it is borrowed for the call. */
  static SampledObjective open(
      ComputeBackend backend,
      ImagePair images,
      ImagePair.Level level,
      Similarity similarity,
      int count,
      Optional<Mask> fixedMask) {
    LpsPoint centre = images.fixed().grid().centre();
    FixedSamples samples = FixedSamples.draw(level.fixed(), fixedMask, count, centre);
    LinearProblem problem =
        new LinearProblem(
            centre,
            samples.points(),
            samples.values(),
            samples.weights(),
            level.moving(),
            images.movingMask(),
            similarity,
            images.threads());
    return new SampledObjective(samples, backend.openLinear(problem));
  }

  @Override
  public LpsPoint centre() {
    return samples.centre();
  }

  @Override
  public double radiusMm() {
    return samples.radiusMm();
  }

  @Override
  public LinearEvaluation evaluate(AffineMap centredToMoving) {
    return workspace.evaluate(centredToMoving);
  }

  @Override
  public void close() {
    workspace.close();
    samples.close();
  }
}
