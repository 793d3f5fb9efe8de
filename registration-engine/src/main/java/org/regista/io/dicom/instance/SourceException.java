package org.regista.io.dicom.instance;

import java.io.IOException;

/** The bytes could not be had; its cause says why. */
final class SourceException extends IOException {

  private static final long serialVersionUID = 1L;

  private final IOException reason;

  SourceException(IOException reason) {
    super(reason);
    this.reason = reason;
  }

  @Override
  public synchronized IOException getCause() {
    return reason;
  }
}
