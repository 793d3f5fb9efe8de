package org.regista.register.plan;

/**
 * One search over displacements. "Voxels" are those of the stage's spacing.
 *
 * @param nodeVoxels distance between the nodes that move on their own
 * @param stepVoxels distance between the displacements that are tried
 * @param reachSteps steps to either side along each axis
 */
public record DiscreteLevel(int nodeVoxels, int stepVoxels, int reachSteps) {

  public DiscreteLevel {
    if (nodeVoxels < 1 || stepVoxels < 1 || reachSteps < 1 || reachSteps > 10) {
      throw new IllegalArgumentException(
          "a discrete level of nodes every %d voxels, %d steps of %d voxels; at least 1 of each, at most 10 steps"
              .formatted(nodeVoxels, reachSteps, stepVoxels));
    }
  }
}
