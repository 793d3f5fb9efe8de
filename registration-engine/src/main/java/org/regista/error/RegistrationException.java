package org.regista.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a result could not be given, in a sentence for the person who asked: it names the thing, the
 * value, the bound and the remedy. Cancellation is not an error and is a {@link
 * java.util.concurrent.CancellationException}.
 */
public abstract sealed class RegistrationException extends RuntimeException
    permits InputDataException, NumericalException, DeviceException {

  private static final long serialVersionUID = 1L;

  protected RegistrationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
