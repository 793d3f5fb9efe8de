package org.regista.viewers.structure;

import java.util.List;
import java.util.Optional;

/**
 * All structures and the dose that pictures show; an immutable snapshot. Borrows everything:
 * whoever closes a solid or a dose must first see to it that nobody renders it any more.
 *
 * @param outlines in the order in which they are drawn
 */
public record Overlays(List<Outline> outlines, Optional<DoseLook> dose) {

  /** Nothing. */
  public static final Overlays NONE = new Overlays(List.of(), Optional.empty());

  public Overlays {
    outlines = List.copyOf(outlines);
  }

  public boolean isEmpty() {
    return outlines.isEmpty() && dose.isEmpty();
  }
}
