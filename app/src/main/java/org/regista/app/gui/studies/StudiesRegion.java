package org.regista.app.gui.studies;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.regista.app.gui.registration.Parts;
import org.regista.app.studies.PairResult;
import org.regista.app.studies.StudyItem;
import org.regista.geometry.FrameRelation;

/** What there is, left of the pictures: patients with their time lines, and the chosen pair. */
public final class StudiesRegion extends VBox {

  private static final int MOST_RESULTS = 4;

  private final StudiesViewModel model;
  private final PairResultsViewModel results;
  private final Runnable demo;
  private final Consumer<List<StudyItem>> compare;
  private final BooleanProperty expanded = new SimpleBooleanProperty(true);
  private final ListView<StudyRow> list = new ListView<>();
  private final VBox pair = new VBox(4);

  /**
   * @param demo opens what comes with the program
   * @param compare shows several images side by side
   */
  public StudiesRegion(
      StudiesViewModel model,
      PairResultsViewModel results,
      Runnable demo,
      Consumer<List<StudyItem>> compare) {
    this.model = model;
    this.results = results;
    this.demo = demo;
    this.compare = compare;
    getStyleClass().addAll("side-left", "studies");
    getStylesheets().add(styles());
    fillList();
    StackPane middle = new StackPane(list, teaching());
    VBox.setVgrow(middle, Priority.ALWAYS);
    pair.getStyleClass().add("study-pair");
    getChildren().addAll(top(), middle, progress(), pair);
    Parts.showWith(this, expanded);
    model.choice().fixed().subscribe(f -> showPair());
    model.choice().moving().subscribe(m -> showPair());
    results.ofPair().subscribe(r -> showPair());
  }

  /** The style sheet of this package. */
  public static String styles() {
    return Objects.requireNonNull(StudiesRegion.class.getResource("studies.css")).toExternalForm();
  }

  /** Whether the user wants to see the region at all. */
  public BooleanProperty expanded() {
    return expanded;
  }

  private VBox top() {
    TextField search = new TextField();
    search.setId("search-studies");
    search.setPromptText("Search a patient");
    search.setTooltip(new Tooltip("Words of the name, or the whole number: Enter"));
    search.setOnAction(e -> model.search(search.getText()));
    VBox top = new VBox(4, Parts.heading("STUDIES"), search);
    top.getStyleClass().add("study-top");
    return top;
  }

  private void fillList() {
    list.setId("studies");
    list.getStyleClass().add("study-list");
    list.setCellFactory(view -> new StudyCell());
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setOnMouseClicked(
        e -> {
          if (e.getClickCount() == 2) {
            selected().ifPresent(model.choice()::chooseNext);
          }
        });
    model.rows().subscribe(this::showRows);
  }

  /** Keeps the selection, since pictures and facts come in while a person chooses. */
  private void showRows(List<StudyRow> rows) {
    List<String> before = selection().stream().map(StudyItem::key).toList();
    list.getItems().setAll(rows);
    for (int n = 0; n < rows.size(); n++) {
      if (rows.get(n) instanceof StudyRow.Entry e && before.contains(e.item().key())) {
        list.getSelectionModel().select(n);
      }
    }
  }

  /** Listens on the window: in the list F is the fixed image, elsewhere it fits the pictures. */
  public void attach(Window window) {
    window.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  private void key(KeyEvent e) {
    if (!list.isFocused() || e.isShortcutDown() || e.isAltDown()) {
      return;
    }
    switch (e.getCode()) {
      case F -> selected().ifPresent(model.choice()::chooseFixed);
      case M -> selected().ifPresent(model.choice()::chooseMoving);
      case ENTER -> model.choice().openPair();
      default -> {
        return;
      }
    }
    e.consume();
  }

  private Optional<StudyItem> selected() {
    return list.getSelectionModel().getSelectedItem() instanceof StudyRow.Entry e
        ? Optional.of(e.item())
        : Optional.empty();
  }

  /** The selected images. */
  public List<StudyItem> selection() {
    return list.getSelectionModel().getSelectedItems().stream()
        .filter(StudyRow.Entry.class::isInstance)
        .map(row -> ((StudyRow.Entry) row).item())
        .toList();
  }

  private VBox teaching() {
    VBox box =
        new VBox(
            8,
            Parts.wrapped(
                "No studies yet. Drop a DICOM folder here: it is looked through, and nothing is imported"
                    + " before you say so.",
                "muted"),
            Parts.button("Open demo", "Brain MRI of two dates, ready to be registered", demo));
    box.getStyleClass().add("study-top");
    Parts.showWith(box, model.rows().map(List::isEmpty));
    return box;
  }

  private VBox progress() {
    ProgressBar bar = new ProgressBar();
    bar.progressProperty().bind(model.fraction());
    bar.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(bar, Priority.ALWAYS);
    HBox running = Parts.row(bar, Parts.button("Cancel", "Ends the search", model::cancel));
    Parts.showWith(running, model.busy());
    Button bring =
        Parts.button(
            "Import to library",
            "Copies the DICOM objects that were dropped into the study library, each once",
            model::importDropped);
    bring.setMaxWidth(Double.MAX_VALUE);
    Parts.showWith(
        bring, model.dropped().flatMap(d -> model.busy().map(busy -> !busy && d.hasDicom())));
    VBox box = new VBox(4, Parts.wrapped(model.said(), "small"), running, bring);
    box.getStyleClass().add("study-top");
    return box;
  }

  private void showPair() {
    pair.getChildren()
        .setAll(
            role("Fixed", model.choice().fixed().get(), "F", model.choice()::chooseFixed),
            role("Moving", model.choice().moving().get(), "M", model.choice()::chooseMoving));
    model.choice().relation().ifPresent(r -> pair.getChildren().add(relation(r)));
    Button open =
        Parts.button("Open pair", "Shows the two: Enter in the list", model.choice()::openPair);
    open.getStyleClass().add("accent");
    open.setMaxWidth(Double.MAX_VALUE);
    open.disableProperty().bind(model.choice().complete().not());
    pair.getChildren().add(open);
    Button several =
        Parts.button(
            "Compare time points",
            "Shows two to five selected images (Ctrl or Shift and click) side by side: F12",
            () -> compare.accept(selection()));
    several.setMaxWidth(Double.MAX_VALUE);
    pair.getChildren().add(several);
    List<PairResult> known = results.ofPair().get();
    if (!known.isEmpty()) {
      pair.getChildren().add(Parts.heading("RESULTS OF THIS PAIR"));
    }
    known.stream().limit(MOST_RESULTS).forEach(r -> pair.getChildren().add(result(r)));
  }

  private HBox role(
      String name, Optional<StudyItem> chosen, String key, Consumer<StudyItem> choose) {
    Button button =
        Parts.button(
            name,
            "Takes the selected series as the %s image: %s in the list"
                .formatted(name.toLowerCase(Locale.ROOT), key),
            () -> selected().ifPresent(choose));
    button.setId("choose-" + name.toLowerCase(Locale.ROOT));
    button.setMinWidth(72);
    Label what = new Label(chosen.map(StudyItem::label).orElse("none chosen"));
    what.setTextOverrun(OverrunStyle.ELLIPSIS);
    what.setMinWidth(0);
    what.getStyleClass().add(chosen.isPresent() ? "small" : "muted");
    chosen.ifPresent(c -> what.setTooltip(new Tooltip(c.label())));
    return Parts.row(button, what);
  }

  private static Label relation(FrameRelation relation) {
    boolean same = relation.kind() == FrameRelation.Kind.SAME_FRAME;
    Label label =
        Parts.wrapped(
            same ? "Same frame of reference, as scanned" : "NOT REGISTERED: other frames",
            same ? "trust-certain" : "trust-none");
    label.getStyleClass().add("small");
    return label;
  }

  private Node result(PairResult r) {
    Hyperlink link =
        new Hyperlink(r.finished().substring(0, 16).replace('T', ' ') + "  " + r.verdict());
    link.getStyleClass().add("trust-" + r.badge().trust().name().toLowerCase(Locale.ROOT));
    link.setTooltip(new Tooltip(r.badge().text() + "\n" + r.folder()));
    link.setOnAction(e -> model.choice().openResult(r.folder()));
    return link;
  }
}
