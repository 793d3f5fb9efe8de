package org.regista.study.network.association;

import java.util.List;
import java.util.Set;

/**
 * What one side proposes, or the other accepts (A-ASSOCIATE-RQ and -AC, PS3.8 9.3).
 *
 * @param calledAet the application that is asked for
 * @param callingAet the application that asks
 * @param contexts at most 128
 * @param receivable SOP classes of which the side that asks wants to receive objects on this same
 *     association, as C-GET needs
 * @param longestPdu the longest unit of data that this side reads, bytes; 0 is without limit
 */
public record Proposal(
    String calledAet,
    String callingAet,
    List<PresentationContext> contexts,
    Set<String> receivable,
    long longestPdu) {

  public static final int MOST_CONTEXTS = 128;

  public Proposal {
    contexts = List.copyOf(contexts);
    receivable = Set.copyOf(receivable);
    if (contexts.size() > MOST_CONTEXTS) {
      throw new IllegalArgumentException(contexts.size() + " presentation contexts are too many");
    }
  }
}
