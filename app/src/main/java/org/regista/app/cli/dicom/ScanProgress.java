package org.regista.app.cli.dicom;

import org.regista.app.cli.Console;
import org.regista.app.cli.Services;
import org.regista.io.dicom.ScanControl;

/** How far a scan has come, on standard error for a person at a terminal; ends with the process. */
final class ScanProgress implements ScanControl {

  private static final long REDRAW_NANOS = 200_000_000L;

  private final Services services;
  private final Console console;
  private long drawn;

  ScanProgress(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public void progressed(int files, int of) {
    long now = System.nanoTime();
    if (console.interactive() && (files == of || now - drawn > REDRAW_NANOS)) {
      drawn = now;
      console
          .err()
          .print(
              files == of ? "\r" + " ".repeat(40) + "\r" : "\r%d of %d files".formatted(files, of));
      console.err().flush();
    }
  }

  @Override
  public boolean cancelled() {
    return services.cancellation().isRequested();
  }
}
