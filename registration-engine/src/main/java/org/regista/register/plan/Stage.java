package org.regista.register.plan;

import org.regista.compute.Similarity;

/** One step of a plan; each starts from where the one before it ended. */
public sealed interface Stage permits LinearStage, BlockStage, DiscreteStage, DiffeomorphicStage {

  /** What the stage compares by; for {@link BlockStage}, what others beside it best compare by. */
  Similarity similarity();

  /**
   * "rigid", "affine", "discrete" or "diffeo": as on the command line, in the log and in the trace.
   */
  String label();
}
