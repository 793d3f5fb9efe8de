package org.regista.error;

import org.jspecify.annotations.Nullable;

/** The input is acceptable but the computation did not reach a result that may be trusted. */
public final class NumericalException extends RegistrationException {

  private static final long serialVersionUID = 1L;

  public NumericalException(String message) {
    super(message, null);
  }

  public NumericalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
