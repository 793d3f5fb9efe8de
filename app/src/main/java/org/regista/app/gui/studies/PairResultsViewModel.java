package org.regista.app.gui.studies;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.regista.app.studies.PairResult;
import org.regista.app.studies.PairResults;
import org.regista.app.studies.StudyItem;

/** What was made of the chosen pair before. Lives on the FX thread. */
public final class PairResultsViewModel {

  private final Path work;
  private final PairChoice choice;
  private final Executor background;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<List<PairResult>> all =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<PairResult>> ofPair =
      new ReadOnlyObjectWrapper<>(List.of());
  private List<Path> elsewhere = List.of();

  /**
   * @param work where windows work
   */
  public PairResultsViewModel(Path work, PairChoice choice, Executor background, Executor fx) {
    this.work = work;
    this.choice = choice;
    this.background = background;
    this.fx = fx;
    choice.fixed().subscribe(f -> filter());
    choice.moving().subscribe(m -> filter());
  }

  /** All results that are known, the newest first. */
  public ReadOnlyObjectProperty<List<PairResult>> all() {
    return all.getReadOnlyProperty();
  }

  /** Those of the chosen pair, this way round. */
  public ReadOnlyObjectProperty<List<PairResult>> ofPair() {
    return ofPair.getReadOnlyProperty();
  }

  /** Result folders that were dropped. */
  public void setElsewhere(List<Path> folders) {
    elsewhere = List.copyOf(folders);
    refresh();
  }

  /** Looks for results again. */
  public void refresh() {
    List<Path> others = elsewhere;
    background.execute(
        () -> {
          List<PairResult> found = PairResults.find(work, others);
          fx.execute(
              () -> {
                all.set(found);
                filter();
              });
        });
  }

  private void filter() {
    ofPair.set(
        all.get().stream()
            .filter(r -> choice.fixed().get().filter(f -> is(f, r.fixed())).isPresent())
            .filter(r -> choice.moving().get().filter(m -> is(m, r.moving())).isPresent())
            .toList());
  }

  private static boolean is(StudyItem item, String key) {
    return item.key().equals(key);
  }
}
