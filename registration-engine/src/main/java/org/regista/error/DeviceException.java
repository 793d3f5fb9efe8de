package org.regista.error;

import org.jspecify.annotations.Nullable;

/** The compute device or its driver failed, or has too little memory. */
public final class DeviceException extends RegistrationException {

  private static final long serialVersionUID = 1L;

  private final boolean isLackOfMemory;

  public DeviceException(String message) {
    this(message, null);
  }

  public DeviceException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private DeviceException(String message, @Nullable Throwable cause, boolean isLackOfMemory) {
    super(message, cause);
    this.isLackOfMemory = isLackOfMemory;
  }

  /** The device has too little memory for what was asked; something smaller may work. */
  public static DeviceException lackOfMemory(String message) {
    return new DeviceException(message, null, true);
  }

  public boolean isLackOfMemory() {
    return isLackOfMemory;
  }
}
