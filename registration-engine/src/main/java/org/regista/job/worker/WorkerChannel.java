package org.regista.job.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.regista.geometry.AffineMap;
import org.regista.register.Cancellation;
import org.regista.register.Progress;
import org.regista.register.ProgressListener;
import org.regista.transform.DisplacementField;

/** The worker's end of the pipe: tells how far it is, and hears whether it is to stop. */
public final class WorkerChannel implements ProgressListener {

  /** An eye that follows needs no more. */
  private static final long BETWEEN_PICTURES_NANOS = 400_000_000;

  private final PrintStream out;
  private long lastPassing = System.nanoTime() - BETWEEN_PICTURES_NANOS;

  private WorkerChannel(PrintStream out) {
    this.out = out;
  }

  /**
   * Listens from now on, on a thread that ends with the process.
   *
   * @param commands of the window; at their end, when the window is gone, the work is cancelled
   * @param out where messages go, and nothing else
   */
  public static WorkerChannel open(
      InputStream commands, PrintStream out, Cancellation cancellation) {
    Thread.ofPlatform()
        .daemon()
        .name("regista-worker-commands")
        .start(() -> listen(commands, cancellation));
    return new WorkerChannel(out);
  }

  private static void listen(InputStream commands, Cancellation cancellation) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(commands, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(WorkerCommand.END_EARLY.name())) {
          cancellation.requestEarlyEnd();
        } else if (line.equals(WorkerCommand.CANCEL.name())) {
          cancellation.request();
        }
      }
    } catch (IOException e) {
      // the pipe broke: whoever wanted the result is gone, as at its end
    }
    cancellation.request();
  }

  @Override
  public void progressed(Progress progress) {
    tell(new WorkerMessage.Progressed(progress));
  }

  @Override
  public void placed(AffineMap fixedToMoving) {
    tell(new WorkerMessage.Placed(fixedToMoving));
  }

  @Override
  public void passing(AffineMap fixedToMoving) {
    long now = System.nanoTime();
    if (now - lastPassing >= BETWEEN_PICTURES_NANOS) {
      lastPassing = now;
      placed(fixedToMoving);
    }
  }

  @Override
  public void bent(DisplacementField displacement, AffineMap fixedToMoving) {
    tell(new WorkerMessage.Bent(LiveField.of(displacement), fixedToMoving));
  }

  private void tell(WorkerMessage message) {
    out.print(WorkerLines.of(message) + "\n");
    out.flush();
  }
}
