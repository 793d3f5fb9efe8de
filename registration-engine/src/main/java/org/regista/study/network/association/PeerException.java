package org.regista.study.network.association;

import java.io.IOException;

/** The other side refused, broke the rules or went away; a sentence that says which. */
public final class PeerException extends IOException {

  private static final long serialVersionUID = 1L;

  public PeerException(String message) {
    super(message);
  }

  public PeerException(String message, Throwable cause) {
    super(message, cause);
  }
}
