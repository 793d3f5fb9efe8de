package org.regista.register.plan;

import java.util.List;
import org.regista.compute.Similarity;

/** A rigid or affine stage, coarse to fine. */
public record LinearStage(Freedom freedom, Similarity similarity, List<LinearLevel> levels)
    implements Stage {

  /** What the transform may do: 6 or 12 degrees of freedom. */
  public enum Freedom {
    RIGID,
    AFFINE;

    /** As on the command line. */
    String label() {
      return this == RIGID ? "rigid" : "affine";
    }
  }

  public LinearStage {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("a " + freedom + " stage without levels");
    }
    if (similarity instanceof Similarity.Mind) {
      throw new IllegalArgumentException(
          "a " + freedom + " stage cannot compare by mind; take mi, or lncc within one modality");
    }
  }

  @Override
  public String label() {
    return freedom.label();
  }
}
