package org.regista.register.plan;

/**
 * @param shrink factor on the finest axis of the fixed grid; coarser axes are shrunk less or not at
 *     all
 * @param iterations at most; a level ends sooner when the similarity has stopped growing
 * @param maxStepVoxels largest step of one iteration
 * @param fieldShrink how much coarser than the images of the level the displacement field is
 * @param stepShrink how much coarser than the images of the level the steps are, from which the
 *     field is composed
 */
public record DiffeomorphicLevel(
    int shrink, int iterations, double maxStepVoxels, int fieldShrink, int stepShrink) {}
