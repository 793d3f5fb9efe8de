package org.regista.app.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.regista.register.Progress;
import org.regista.register.ProgressListener;

/** Progress on standard error: a bar for a person at a terminal, else one line per stage. */
final class ProgressLine implements ProgressListener, AutoCloseable {

  private static final int CELLS = 30;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final double EARLIEST_ESTIMATE = 0.03;

  private final PrintStream err;
  private final boolean interactive;
  private final long start = System.nanoTime();
  private String stage = "";
  private long drawn;
  private int width;

  ProgressLine(Console console) {
    this.err = console.err();
    this.interactive = console.interactive();
  }

  @Override
  public void progressed(Progress progress) {
    boolean entered = !progress.stage().equals(stage);
    stage = progress.stage();
    if (!interactive) {
      if (entered) {
        err.println("stage " + stage);
      }
      return;
    }
    long now = System.nanoTime();
    if (entered || now - drawn > REDRAW_NANOS) {
      drawn = now;
      draw(bar(progress, (now - start) / 1e9));
    }
  }

  private void draw(String line) {
    err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    err.flush();
    width = line.length();
  }

  /** "[#####.........] 36 % affine, level 2 8 s left". */
  static String bar(Progress progress, double seconds) {
    int full = (int) (CELLS * progress.fraction());
    String left =
        progress.fraction() < EARLIEST_ESTIMATE
            ? ""
            : "%.0f s left".formatted(seconds / progress.fraction() - seconds);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f %%  %s, level %d  %s",
        "#".repeat(full),
        ".".repeat(CELLS - full),
        100 * progress.fraction(),
        progress.stage(),
        progress.level() + 1,
        left);
  }

  /** Removes the bar. */
  @Override
  public void close() {
    if (interactive && width > 0) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
      width = 0;
    }
  }
}
