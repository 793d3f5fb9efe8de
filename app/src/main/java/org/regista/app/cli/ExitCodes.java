package org.regista.app.cli;

import java.util.concurrent.CancellationException;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.error.RegistrationException;

/** How the program ends, for scripts. The same list is printed by {@code regista --help}. */
public final class ExitCodes {

  public static final int OK = 0;

  /** A fault of the program itself. */
  public static final int INTERNAL_ERROR = 1;

  /** The command line was not understood. */
  public static final int USAGE = 2;

  /** A file or folder is missing, damaged, of the wrong kind, or cannot be written. */
  public static final int BAD_INPUT = 3;

  /** The images were read, but no result was reached that may be trusted. */
  public static final int NO_RESULT = 4;

  /** A device, its memory or the display failed. */
  public static final int DEVICE = 5;

  /** At least one row of a batch failed and at least one did not. */
  public static final int BATCH_SOME_FAILED = 6;

  /** Every row of a batch failed. */
  public static final int BATCH_ALL_FAILED = 7;

  /** Interrupted from outside. */
  public static final int CANCELLED = 130;

  private ExitCodes() {}

  /** The code for a command that ended with an exception. */
  static int of(Throwable failure) {
    return switch (failure) {
      case RegistrationException e ->
          switch (e) {
            case InputDataException input -> BAD_INPUT;
            case NumericalException numbers -> NO_RESULT;
            case DeviceException device -> DEVICE;
          };
      case CancellationException e -> CANCELLED;
      case OutOfMemoryError e -> DEVICE;
      default -> INTERNAL_ERROR;
    };
  }
}
