package org.regista.app.gui.regions;

import java.util.List;

/**
 * How the numbers of the PET became SUV, in words.
 *
 * @param formula empty if they did not
 * @param entries the tags that were used, with their values
 * @param rules as sentences
 * @param refusal why there is no SUV; empty if there is
 * @param isDicom whether a file of this kind could say more
 */
public record LedgerText(
    String formula, List<String> entries, List<String> rules, String refusal, boolean isDicom) {

  public LedgerText {
    entries = List.copyOf(entries);
    rules = List.copyOf(rules);
  }
}
