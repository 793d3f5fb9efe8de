package org.regista.app.gui.longitudinal;

import java.util.Optional;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.studies.StudyItem;

/**
 * One column: a date of the patient, seen where the registration puts it on the baseline.
 *
 * @param viewer shows the baseline as the fixed image and this time point as the moving one
 * @param loaded what the viewer shows; empty while it is read, or if it cannot be
 * @param registered whether a registration brings it to the baseline; true of the baseline itself
 * @param problem why it is not shown; empty if it is, or is still being read
 */
record TimePoint(
    StudyItem item,
    boolean baseline,
    ViewerViewModel viewer,
    Optional<LoadedCase> loaded,
    boolean registered,
    String problem) {

  TimePoint with(LoadedCase shown, boolean isRegistered) {
    return new TimePoint(item, baseline, viewer, Optional.of(shown), isRegistered, "");
  }

  TimePoint withProblem(String text) {
    return new TimePoint(item, baseline, viewer, loaded, registered, text);
  }

  boolean bends() {
    return !baseline && loaded.filter(LoadedCase::isDeformable).isPresent();
  }
}
