package org.regista.app.gui.regions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.regista.app.gui.Companion;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.work.Work;
import org.regista.image.Volume;
import org.regista.viewers.state.Layer;

/** Which image of the moving side is seen, and whether it may be. Lives on the FX thread. */
public final class CompanionsViewModel {

  private final WorkViewModel work;
  private final ViewerViewModel viewer;
  private final ReadOnlyObjectWrapper<List<Choice>> choices =
      new ReadOnlyObjectWrapper<>(List.of());
  private final Map<Integer, Layer> looks = new HashMap<>();
  private Optional<Volume> fixed = Optional.empty();

  /**
   * An image of the moving side.
   *
   * @param number 0 for the moving image itself, else of the companion
   * @param frame on what its place rests; the moving image's own is certain
   */
  public record Choice(int number, String name, Companion.Frame frame, boolean seen) {

    /** Whether it may be shown through the registration. */
    public boolean isPlaced() {
      return frame == Companion.Frame.VERIFIED || frame == Companion.Frame.USER_ENTERED;
    }

    /** On what its place rests, for people. */
    public String words() {
      return number == 0
          ? "It is the image that is registered."
          : switch (frame) {
            case VERIFIED -> "Frame of reference verified: both files name the same UID.";
            case USER_ENTERED -> "Frame of reference: the same, user-entered.";
            case NOT_STATED ->
                "NOT SHOWN: the files do not say that it shares the frame of reference of the moving "
                    + "image. If both were taken in one session without moving the patient, say so.";
            case DIFFERENT ->
                "NOT SHOWN: the files name different frames of reference. Register it by itself.";
          };
    }
  }

  public CompanionsViewModel(WorkViewModel work, ViewerViewModel viewer) {
    this.work = work;
    this.viewer = viewer;
    viewer.shown().subscribe(this::follow);
    work.work().subscribe(this::hear);
  }

  /** The moving image and what goes with it; empty if nothing does. */
  public ReadOnlyObjectProperty<List<Choice>> choices() {
    return choices.getReadOnlyProperty();
  }

  private void follow(Optional<Shown> shown) {
    Optional<Volume> now = shown.map(s -> s.loaded().scene().fixed());
    if (!now.equals(fixed)) {
      fixed = now;
      looks.clear();
    }
    List<Choice> next =
        shown.map(Shown::loaded).map(CompanionsViewModel::choices).orElse(List.of());
    if (!next.equals(choices.get())) {
      choices.set(next);
    }
  }

  private static List<Choice> choices(LoadedCase loaded) {
    LoadedCase.Companions companions = loaded.companions();
    if (companions.all().isEmpty()) {
      return List.of();
    }
    List<Choice> all = new ArrayList<>();
    all.add(choice(0, loaded.scene().moving(), Companion.Frame.VERIFIED, companions.seen()));
    for (int n = 1; n <= companions.all().size(); n++) {
      Companion c = companions.all().get(n - 1);
      all.add(choice(n, c.volume(), c.frame(), companions.seen()));
    }
    return all;
  }

  private static Choice choice(int n, Volume volume, Companion.Frame frame, int seen) {
    String unit = volume.unit().symbol();
    String name = Companion.kind(volume) + (unit.isEmpty() ? "" : " (" + unit + ")");
    return new Choice(n, name, frame, n == seen);
  }

  /** Shows an image of the moving side, in the colours and window that it was last shown in. */
  public void see(int number) {
    viewer.showAs(
        s -> {
          looks.put(s.loaded().companions().seen(), s.state().moving());
          LoadedCase next = s.loaded().seeing(number);
          int reached = next.companions().seen();
          return s.seeing(next, looks.getOrDefault(reached, next.firstLook().moving()));
        });
  }

  /** The next image of the moving side that may be shown. */
  public void seeNext() {
    List<Choice> all = choices.get().stream().filter(Choice::isPlaced).toList();
    for (int n = 0; n < all.size(); n++) {
      if (all.get(n).seen()) {
        see(all.get((n + 1) % all.size()).number());
        return;
      }
    }
  }

  /** A person says that the companions share the frame of the moving image, or takes that back. */
  public void say(boolean same) {
    work.change(
        same ? "say that the frames are the same" : "take back that the frames are the same",
        w -> w.withMeasuring(w.measuring().withFrameSaid(same)));
  }

  private void hear(Optional<Work> now) {
    boolean said = now.map(w -> w.measuring().frameSaid()).orElse(false);
    boolean news =
        choices.get().stream()
            .map(Choice::frame)
            .anyMatch(f -> f == (said ? Companion.Frame.NOT_STATED : Companion.Frame.USER_ENTERED));
    if (news) {
      if (!said) {
        see(0);
      }
      viewer.showAs(s -> s.seeing(s.loaded().framesSaid(said), s.state().moving()));
    }
  }
}
