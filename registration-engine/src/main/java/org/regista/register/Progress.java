package org.regista.register;

/**
 * Where a running registration stands.
 *
 * @param stage label of the stage: "init", "rigid", "affine", "diffeo", "inverse"
 * @param level 0 is the coarsest
 * @param similarity of the last iteration; larger is better
 * @param fraction of the whole registration done, in [0, 1]; an estimate that never falls
 */
public record Progress(
    String stage, int level, int iteration, double similarity, double fraction) {}
