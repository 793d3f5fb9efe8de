package org.regista.app.gui.studies;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.TaskViewModel;
import org.regista.app.studies.FolderContent;
import org.regista.app.studies.StudyCatalog;
import org.regista.app.studies.StudyItem;
import org.regista.error.RegistrationException;
import org.regista.study.library.ImportReport;

/** What there is, and what was chosen of it. Lives on the FX thread; looks on background ones. */
public final class StudiesViewModel {

  /** So many series are looked into without being asked for. */
  private static final int MOST_LOOKS = 400;

  private final StudyCatalog catalog;
  private final Executor background;
  private final Executor fx;
  private final PairChoice choice;
  private final ReadOnlyObjectWrapper<List<StudyRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<FolderContent> dropped =
      new ReadOnlyObjectWrapper<>(FolderContent.NONE);
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(0);
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private final Map<String, List<StudyItem>> looked = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Deque<StudyItem> toLook = new ArrayDeque<>();
  private List<StudyItem> library = List.of();
  private boolean looking;
  private String words = "";
  private final TaskViewModel task;

  /**
   * @param background short tasks and long ones side by side
   */
  public StudiesViewModel(
      StudyCatalog catalog, PairChoice choice, Executor background, Executor fx) {
    this.catalog = catalog;
    this.choice = choice;
    this.background = background;
    this.fx = fx;
    this.task = new TaskViewModel(background, fx);
  }

  /** What is chosen to be registered. */
  public PairChoice choice() {
    return choice;
  }

  public ReadOnlyObjectProperty<List<StudyRow>> rows() {
    return rows.getReadOnlyProperty();
  }

  /** What was dropped last; {@link FolderContent#NONE} if nothing was. */
  public ReadOnlyObjectProperty<FolderContent> dropped() {
    return dropped.getReadOnlyProperty();
  }

  /** Whether something is scanned or imported. */
  public ReadOnlyBooleanProperty busy() {
    return task.busy();
  }

  /** Of scanning or importing, 0 to 1; negative while it is not known. */
  public ReadOnlyDoubleProperty fraction() {
    return fraction.getReadOnlyProperty();
  }

  /** What is being done, what came of it, or what went wrong. */
  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  /** The volume of that key, if it is in the list. */
  public Optional<StudyItem> find(String key) {
    return rows.get().stream()
        .filter(StudyRow.Entry.class::isInstance)
        .map(row -> ((StudyRow.Entry) row).item())
        .filter(item -> item.key().equals(key))
        .findFirst();
  }

  /** Shows the patients whose name has these words. */
  public void search(String patient) {
    words = patient;
    refresh();
  }

  /** Reads the library again. */
  public void refresh() {
    String asking = words;
    background.execute(
        () -> {
          try {
            List<StudyItem> found = catalog.search(asking);
            fx.execute(
                () -> {
                  if (asking.equals(words)) {
                    library = found;
                    arrange();
                  }
                });
          } catch (RegistrationException e) {
            fx.execute(() -> said.set(e.getMessage()));
          }
        });
  }

  /** Looks through what was dropped; nothing is imported. */
  public void scan(List<Path> places) {
    run(
        "Looking through " + places.getFirst().getFileName() + " …",
        () -> {
          FolderContent content =
              catalog.scan(
                  places, share -> fx.execute(() -> fraction.set(share)), task.cancellation());
          return () -> scanned(content);
        });
  }

  private void scanned(FolderContent content) {
    looked.keySet().removeAll(keys(dropped.get()));
    asked.removeAll(keys(dropped.get()));
    dropped.set(content);
    arrange();
    said.set(content.items().isEmpty() ? "No images were found there." : "");
    List<StudyItem> usable = content.items().stream().filter(StudyItem::isUsable).toList();
    if (usable.size() == 1) {
      choice.chooseNext(usable.getFirst());
    }
  }

  /** The same series may lie in the library and in what was dropped. */
  private static String place(StudyItem item) {
    return item.facts().input().map(Path::toString).orElse(item.key());
  }

  private static Set<String> keys(FolderContent content) {
    Set<String> keys = new HashSet<>();
    content.items().forEach(item -> keys.add(place(item)));
    return keys;
  }

  /** Copies what was dropped into the library. */
  public void importDropped() {
    List<Path> places = dropped.get().places();
    if (!places.isEmpty()) {
      importing(places);
    }
  }

  /** Copies DICOM objects into the library. */
  public void importing(List<Path> places) {
    run(
        "Importing …",
        () -> {
          ImportReport report =
              catalog.importing(
                  places,
                  sum -> fx.execute(() -> said.set("Importing, %d files …".formatted(sum.files()))),
                  task.cancellation());
          return () -> {
            said.set(words(report));
            looked.clear();
            asked.clear();
            refresh();
          };
        });
  }

  private static String words(ImportReport r) {
    return "Imported: %d new, %d there already, %d in quarantine, %d no DICOM objects"
        .formatted(r.added(), r.present(), r.quarantined(), r.rejected());
  }

  /** Ends what runs. */
  public void cancel() {
    task.cancellation().request();
  }

  private void run(String doing, Supplier<Runnable> work) {
    task.run(
        () -> {
          fraction.set(-1);
          said.set(doing);
        },
        work,
        said::set);
  }

  /** Opens the pair that comes with the program, and lists all images that come along. */
  public void openDemo(Path demo, Consumer<List<Path>> open) {
    Path images = demo.resolve("brain_longitudinal_ms/patient01");
    List<Path> pair =
        List.of(images.resolve("study1_FLAIR.nii.gz"), images.resolve("study2_FLAIR.nii.gz"));
    if (!pair.stream().allMatch(Files::isRegularFile)) {
      said.set("The demo images are not at '%s'.".formatted(demo.toAbsolutePath()));
      return;
    }
    open.accept(pair);
    scan(List.of(images, demo.resolve("body_ct_mr_pet/sts032")));
  }

  private void arrange() {
    List<StudyRow> all = new ArrayList<>();
    FolderContent content = dropped.get();
    if (!content.places().isEmpty()) {
      all.add(new StudyRow.Heading("DROPPED", name(content.places().getFirst())));
      addPatients(all, content.items());
      content.rejected().forEach(reason -> all.add(new StudyRow.Note("Not used: " + reason)));
    }
    if (!library.isEmpty()) {
      all.add(new StudyRow.Heading("LIBRARY", ""));
      addPatients(all, library);
    }
    rows.set(List.copyOf(all));
    lookNext();
  }

  private static String name(Path place) {
    Path name = place.getFileName();
    return name == null ? place.toString() : name.toString();
  }

  private void addPatients(List<StudyRow> all, List<StudyItem> items) {
    Map<StudyItem.Patient, List<StudyItem>> patients = new LinkedHashMap<>();
    items.forEach(i -> patients.computeIfAbsent(i.patient(), p -> new ArrayList<>()).add(i));
    patients.forEach(
        (patient, series) -> {
          all.add(new StudyRow.Heading(patient.name(), patient.id()));
          Map<String, Integer> frames = new HashMap<>();
          series.stream()
              .sorted(Comparator.comparing(StudyItem::date))
              .forEach(item -> addEntries(all, item, frames));
        });
  }

  private void addEntries(List<StudyRow> all, StudyItem item, Map<String, Integer> frames) {
    for (StudyItem known : looked.getOrDefault(place(item), List.of(item))) {
      int number =
          known
              .facts()
              .frame()
              .map(uid -> frames.computeIfAbsent(uid, u -> frames.size() + 1))
              .orElse(0);
      all.add(new StudyRow.Entry(known, number));
    }
    if (item.isImage() && asked.size() < MOST_LOOKS && asked.add(place(item))) {
      toLook.add(item);
    }
  }

  /** One after the other, so that searching and scanning come in between. */
  private void lookNext() {
    StudyItem next = looking ? null : toLook.poll();
    if (next == null) {
      return;
    }
    looking = true;
    background.execute(
        () -> {
          List<StudyItem> found = catalog.look(next);
          fx.execute(
              () -> {
                looking = false;
                looked.put(place(next), found);
                arrange();
              });
        });
  }
}
