package org.regista.error;

import org.jspecify.annotations.Nullable;

/** The input cannot be used: missing, damaged, not an image, or outside what the method can do. */
public final class InputDataException extends RegistrationException {

  private static final long serialVersionUID = 1L;

  public InputDataException(String message) {
    super(message, null);
  }

  public InputDataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
