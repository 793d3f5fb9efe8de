package org.regista.app.gui.studies;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.regista.app.studies.StudyItem;
import org.regista.geometry.FrameRelation;
import org.regista.geometry.Space;

/** Which image stays and which is brought to it. Lives on the FX thread. */
public final class PairChoice {

  private final Consumer<List<Path>> open;
  private final ReadOnlyObjectWrapper<Optional<StudyItem>> fixed =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<StudyItem>> moving =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding complete =
      Bindings.createBooleanBinding(
          () -> fixed.get().isPresent() && moving.get().isPresent(), fixed, moving);

  /**
   * @param open opens what is at these places: the fixed image first
   */
  public PairChoice(Consumer<List<Path>> open) {
    this.open = open;
  }

  public ReadOnlyObjectProperty<Optional<StudyItem>> fixed() {
    return fixed.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<StudyItem>> moving() {
    return moving.getReadOnlyProperty();
  }

  /** Whether there is a pair to open. */
  public BooleanBinding complete() {
    return complete;
  }

  /** Takes an image as the one that stays; nothing if it cannot be opened. */
  public void chooseFixed(StudyItem item) {
    if (item.isUsable()) {
      moving.set(moving.get().filter(m -> !m.key().equals(item.key())));
      fixed.set(Optional.of(item));
    }
  }

  /** Takes an image as the one that is brought to the other. */
  public void chooseMoving(StudyItem item) {
    if (item.isUsable()) {
      fixed.set(fixed.get().filter(f -> !f.key().equals(item.key())));
      moving.set(Optional.of(item));
    }
  }

  /** As the fixed image, and as the moving one if there is a fixed one. */
  public void chooseNext(StudyItem item) {
    if (fixed.get().isEmpty()) {
      chooseFixed(item);
    } else {
      chooseMoving(item);
    }
  }

  /** What the headers say of the two; empty if there are not two. */
  public Optional<FrameRelation> relation() {
    return fixed
        .get()
        .flatMap(f -> moving.get().map(m -> FrameRelation.byHeaders(space(f), space(m))));
  }

  private static Space space(StudyItem item) {
    return new Space(item.key(), item.label(), item.facts().frame());
  }

  /** Opens the pair; nothing if there is none. */
  public void openPair() {
    fixed
        .get()
        .flatMap(f -> f.facts().input())
        .ifPresent(
            f ->
                moving
                    .get()
                    .flatMap(m -> m.facts().input())
                    .ifPresent(m -> open.accept(List.of(f, m))));
  }

  /** Opens a result folder. */
  public void openResult(Path folder) {
    open.accept(List.of(folder));
  }
}
