package org.regista.register.plan;

import java.util.List;
import org.regista.compute.Similarity;

/**
 * A diffeomorphic stage, coarse to fine: greedy compositional updates with smooth momentum.
 * "Voxels" are of the finest spacing of the level, so that lengths are the same along every axis in
 * mm.
 *
 * @param fluidSigmaVoxels smoothing of the force at each iteration
 * @param elasticSigmaVoxels smoothing of the field at each iteration
 * @param momentum share of the last direction that is kept, in [0, 1)
 * @param minimumJacobian smallest digital determinant that is left without repair, above 0
 * @param voxels on which the deformation is sought
 */
public record DiffeomorphicStage(
    Similarity similarity,
    List<DiffeomorphicLevel> levels,
    double fluidSigmaVoxels,
    double elasticSigmaVoxels,
    double momentum,
    double minimumJacobian,
    Voxels voxels)
    implements Stage {

  /**
   * The fixed image's own voxels, or about cubes: the fixed image is first interpolated to be as
   * fine as the moving one, so that both are smoothed and thinned alike, and thick slices no longer
   * stand for one displacement each.
   */
  public enum Voxels {
    AS_FIXED,
    CUBIC
  }

  public DiffeomorphicStage {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || !(minimumJacobian > 0) || momentum < 0 || momentum >= 1) {
      throw new IllegalArgumentException(
          "a diffeomorphic stage of %d levels, momentum %g, minimum Jacobian %g"
              .formatted(levels.size(), momentum, minimumJacobian));
    }
  }

  @Override
  public String label() {
    return "diffeo";
  }
}
