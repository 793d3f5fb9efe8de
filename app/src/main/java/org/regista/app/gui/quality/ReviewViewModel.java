package org.regista.app.gui.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.work.Judging;
import org.regista.app.work.Work;
import org.regista.geometry.LpsPoint;
import org.regista.image.FocusBox;
import org.regista.viewers.slice.Scene;

/**
 * Leads through the visual review: the pictures go where a step looks, by themselves. Lives on the
 * FX thread.
 */
public final class ReviewViewModel {

  private final WorkViewModel work;
  private final ViewerViewModel viewer;
  private final Executor background;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<List<ReviewStep>> steps =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyIntegerWrapper at = new ReadOnlyIntegerWrapper(-1);
  private Optional<Asked> asked = Optional.empty();

  /** What decides the steps. */
  private record Asked(int attempt, String region, String box, Scene scene) {}

  public ReviewViewModel(
      WorkViewModel work, ViewerViewModel viewer, Executor background, Executor fx) {
    this.work = work;
    this.viewer = viewer;
    this.background = background;
    this.fx = fx;
    work.work().subscribe(w -> follow());
    viewer.shown().subscribe(s -> follow());
  }

  /** Where to look, in this order; empty while no attempt is shown. */
  ReadOnlyObjectProperty<List<ReviewStep>> steps() {
    return steps.getReadOnlyProperty();
  }

  /** The step that the pictures show; -1 before the first. */
  ReadOnlyIntegerProperty at() {
    return at.getReadOnlyProperty();
  }

  WorkViewModel work() {
    return work;
  }

  private void follow() {
    Optional<Work> now = work.work().get().filter(w -> w.shown() > 0);
    Optional<Shown> shown = viewer.shown().get();
    Optional<Asked> question =
        now.filter(w -> shown.isPresent())
            .map(
                w ->
                    new Asked(
                        w.shown(),
                        w.form().region(),
                        w.settings().box(),
                        shown.orElseThrow().loaded().scene()));
    if (question.equals(asked)) {
      return;
    }
    asked = question;
    at.set(-1);
    steps.set(List.of());
    question.ifPresent(
        q -> {
          LpsPoint looked = shown.orElseThrow().state().camera().crosshair();
          background.execute(() -> plan(q, looked));
        });
  }

  private void plan(Asked q, LpsPoint looked) {
    try {
      Optional<FocusBox> box =
          q.box().isEmpty() ? Optional.empty() : Optional.of(FocusBox.parse(q.box()));
      List<ReviewStep> found = ReviewPlan.of(q.scene(), q.region(), box, looked);
      fx.execute(
          () -> {
            if (asked.filter(q::equals).isPresent()) {
              steps.set(found);
            }
          });
    } catch (IllegalStateException e) {
      // the images were closed meanwhile: nobody asks any more
      fx.execute(() -> steps.set(List.of()));
    }
  }

  /** Shows what a step asks for, in the middle of the pictures. */
  void look(int number) {
    ReviewStep step = steps.get().get(number);
    at.set(number);
    viewer.setMode(step.mode());
    viewer.placeCrosshair(step.place());
    viewer
        .shown()
        .get()
        .map(s -> s.state().camera().centre())
        .ifPresent(centre -> viewer.pan(centre.minus(step.place())));
  }

  /**
   * Ticks the step that is shown, and goes to the next that was not seen; starts with the first.
   */
  public void goOn() {
    int now = at.get();
    if (now >= 0 && now < steps.get().size()) {
      see(now, true);
    }
    for (int n = 0; n < steps.get().size(); n++) {
      if (!isSeen(steps.get().get(n))) {
        look(n);
        return;
      }
    }
    at.set(steps.get().size());
  }

  /** Ticks a step with the place that was looked at, or takes that back. */
  void see(int number, boolean done) {
    ReviewStep step = steps.get().get(number);
    work.change(
        "review: " + step.words(),
        w -> {
          List<String> seen = new ArrayList<>(w.judging().seen());
          seen.removeIf(s -> s.startsWith(step.words() + AT));
          if (done) {
            seen.add(step.words() + AT + place());
          }
          return w.withJudging(w.judging().withSeen(seen));
        });
  }

  private static final String AT = ", at ";

  private String place() {
    return viewer
        .shown()
        .get()
        .map(s -> s.state().camera().crosshair())
        .map(p -> "%.0f, %.0f, %.0f mm LPS".formatted(p.x(), p.y(), p.z()))
        .orElse("");
  }

  boolean isSeen(ReviewStep step) {
    return work.work()
        .get()
        .map(Work::judging)
        .map(Judging::seen)
        .filter(all -> all.stream().anyMatch(s -> s.startsWith(step.words() + AT)))
        .isPresent();
  }
}
