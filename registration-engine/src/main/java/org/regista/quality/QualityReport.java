package org.regista.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a registration without marks made by people.
 *
 * @param reasons sentences, the gravest first; for {@link Verdict#ACCEPT} none
 * @param before by the headers alone
 * @param after with the result
 * @param displacementMm |u| over the fixed foreground; null for a linear registration
 * @param jacobian of the field; null for a linear registration
 */
public record QualityReport(
    Verdict verdict,
    List<String> reasons,
    Agreement before,
    Agreement after,
    LinearPart linear,
    @Nullable Spread displacementMm,
    @Nullable JacobianSummary jacobian,
    InverseConsistency inverseConsistency) {

  /** What to do with the result. */
  public enum Verdict {
    /** Nothing speaks against it; look at the fused pictures all the same. */
    ACCEPT,
    /** Something is unusual; look closely at what the reasons name. */
    REVIEW,
    /** Do not use it. */
    REJECT
  }

  public QualityReport {
    reasons = List.copyOf(reasons);
  }
}
