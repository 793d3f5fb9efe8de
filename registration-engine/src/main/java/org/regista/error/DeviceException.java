package org.regista.error;

import org.jspecify.annotations.Nullable;

/** The compute device or its driver failed, or has too little memory. */
public final class DeviceException extends RegistrationException {

  private static final long serialVersionUID = 1L;

  public DeviceException(String message) {
    super(message, null);
  }

  public DeviceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
