package org.regista.study.network.association;

import java.util.List;

/**
 * A kind of object with the encodings in which it may travel (PS3.8 9.3.2.2).
 *
 * @param id odd, 1 to 255
 * @param abstractSyntax the SOP class; empty in an answer
 * @param transferSyntaxes those proposed, or the one accepted
 * @param result 0 if accepted
 */
public record PresentationContext(
    int id, String abstractSyntax, List<String> transferSyntaxes, int result) {

  public PresentationContext {
    transferSyntaxes = List.copyOf(transferSyntaxes);
  }

  public boolean isAccepted() {
    return result == 0;
  }

  /** The encoding that was accepted. */
  public String transferSyntax() {
    return transferSyntaxes.getFirst();
  }
}
