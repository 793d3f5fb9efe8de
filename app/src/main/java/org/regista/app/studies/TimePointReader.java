package org.regista.app.studies;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.app.report.Badges;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.job.result.ResultFolder;
import org.regista.transform.AffineTransform;
import org.regista.transform.Transform;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;

/** Reads the volumes of time points and the registrations that bring them to the first. */
public final class TimePointReader {

  private static final double GRID_TOLERANCE_MM = 1e-3;

  private final VolumeFiles files;

  public TimePointReader(VolumeFiles files) {
    this.files = files;
  }

  /**
   * A follow-up where it lies on the baseline.
   *
   * @param scene of which the fixed volume is borrowed
   * @param registered whether a registration does so, and not the headers alone
   */
  public record Placed(Scene scene, RegistrationBadge badge, boolean registered) {}

  /** The volume of an item; the caller closes it. */
  public Volume read(StudyItem item) {
    Path input =
        item.facts()
            .input()
            .orElseThrow(
                () -> new InputDataException("'%s' cannot be opened".formatted(item.label())));
    return files.read(input);
  }

  /**
   * Brings a follow-up to the baseline by the newest registration of the two, else as the headers
   * have it.
   *
   * @param moving is taken over with the scene
   */
  public Placed place(Volume baseline, Volume moving, List<PairResult> results) {
    Optional<PairResult> newest =
        results.stream()
            .filter(r -> r.fixed().equals(baseline.space().uid()))
            .filter(r -> r.moving().equals(moving.space().uid()))
            .findFirst();
    if (newest.isPresent()) {
      ResultFolder folder = ResultFolder.open(newest.get().folder());
      if (!folder.fixedGrid().sameAs(baseline.grid(), GRID_TOLERANCE_MM)
          || !folder.movingGrid().sameAs(moving.grid(), GRID_TOLERANCE_MM)) {
        throw new InputDataException(
            "the images of '%s' were changed since they were registered; register them again"
                .formatted(folder.path()));
      }
      Transform forward = folder.readForward().transform();
      return new Placed(new Scene(baseline, moving, forward), Badges.of(folder.record()), true);
    }
    return new Placed(
        new Scene(baseline, moving, AffineTransform.identity(baseline.space(), moving.space())),
        RegistrationBadge.byHeaders(baseline.space(), moving.space()),
        false);
  }
}
