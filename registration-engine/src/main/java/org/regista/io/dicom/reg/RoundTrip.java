package org.regista.io.dicom.reg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.regista.error.NumericalException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.transform.Transform;

/**
 * What a written registration says when it is read again, beside what was meant. A registration
 * that came out backwards cannot pass.
 *
 * @param largestErrorMm over the corners of the fixed grid and the points given
 * @param points how many there were
 * @param fixedFrame frame of reference UID
 * @param movingFrame frame of reference UID
 * @param workedFixed one of the points
 * @param workedMoving where the object takes it
 */
public record RoundTrip(
    double largestErrorMm,
    int points,
    String fixedFrame,
    String movingFrame,
    LpsPoint workedFixed,
    LpsPoint workedMoving) {

  private static final double ALLOWED_MM = 0.01;

  /**
   * Reads a file and applies it.
   *
   * @param meant the pull-back that was written
   * @param fixedGrid whose eight corners are compared
   * @param more points of the fixed side, for example centroids of structures; the first is the
   *     worked one, else the centre of the grid
   * @throws NumericalException if a point ends more than 0.01 mm from where it should
   */
  public static RoundTrip check(
      Path file,
      RegisteredSide fixed,
      RegisteredSide moving,
      Transform meant,
      GridGeometry fixedGrid,
      List<LpsPoint> more) {
    List<LpsPoint> points = new ArrayList<>(Corners.of(fixedGrid));
    points.addAll(more);
    points.add(fixedGrid.centre());
    LpsPoint worked = more.isEmpty() ? fixedGrid.centre() : more.getFirst();
    try (Interpretation read = RegistrationReader.read(file).only(fixed, moving)) {
      double worst = 0;
      for (LpsPoint p : points) {
        double error = read.transform().toMoving(p).distanceMm(meant.toMoving(p));
        if (!(error <= ALLOWED_MM)) {
          throw new NumericalException(
              String.format(
                  Locale.ROOT,
                  "'%s' read back takes %s to a place %.3f mm from where the registration does; it is not kept",
                  file.getFileName(),
                  text(p),
                  error));
        }
        worst = Math.max(worst, error);
      }
      return new RoundTrip(
          worst,
          points.size(),
          fixed.space().frameOfReferenceUid().orElse("none"),
          moving.space().frameOfReferenceUid().orElse("none"),
          worked,
          read.transform().toMoving(worked));
    }
  }

  /** The proof in words, with both frames and one worked point. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "read back: %d points agree within %.6f mm; %s of the fixed frame %s is %s of the moving frame %s",
        points,
        largestErrorMm,
        text(workedFixed),
        fixedFrame,
        text(workedMoving),
        movingFrame);
  }

  private static String text(LpsPoint p) {
    return String.format(Locale.ROOT, "(%.3f, %.3f, %.3f)", p.x(), p.y(), p.z());
  }
}
