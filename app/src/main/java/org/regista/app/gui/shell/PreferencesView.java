package org.regista.app.gui.shell;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.regista.app.gui.registration.Parts;
import org.regista.app.work.FinishedWork;
import org.regista.app.work.Preferences;
import org.regista.error.InputDataException;

/** What a person prefers, in a window of its own; each choice holds at once and is kept. */
final class PreferencesView extends VBox {

  private static final List<Integer> PERCENT = List.of(90, 100, 115, 130, 150);
  private static final List<Integer> DAYS = List.of(0, 7, 30, 90);
  private static final double BYTES_PER_MB = 1e6;
  private static final double WIDTH = 420;

  private final Path file;
  private final FinishedWork finished;
  private final Executor background;
  private final Parent styled;
  private final Label size = Parts.wrapped("", "muted");
  private final Label trouble = Parts.wrapped("", "trouble");
  private final Button delete =
      Parts.button("Delete finished work…", "Attempts of windows that were closed", this::ask);
  private Preferences now;
  private boolean asked;

  private PreferencesView(Path work, Executor background, Parent styled) {
    super(8);
    this.file = Preferences.file(work);
    this.finished = new FinishedWork(work);
    this.background = background;
    this.styled = styled;
    this.now = Preferences.read(file);
    getStyleClass().add("side");
    setPrefWidth(WIDTH);
    ComboBox<Integer> text = choice("text-size", PERCENT, now.textPercent(), this::setText);
    text.setTooltip(new Tooltip("Size of all text in this window"));
    ComboBox<Integer> keep = choice("keep-days", DAYS, now.keepDays(), this::setKeepDays);
    keep.setTooltip(new Tooltip("When attempts of windows that were closed are deleted; 0: never"));
    getChildren()
        .addAll(
            Parts.heading("TEXT SIZE, %"),
            text,
            Parts.heading("KEEP FINISHED WORK, DAYS (0: FOR EVER)"),
            keep,
            Parts.heading("IMAGEJ OR FIJI"),
            imageJ(),
            size,
            delete,
            trouble);
    count();
  }

  /** What holds from the start: the size of text, and how long finished work stays. */
  static void apply(Path work, Executor background, Parent root) {
    Preferences preferences = Preferences.read(Preferences.file(work));
    scale(root, preferences);
    if (preferences.keepDays() > 0) {
      background.execute(
          () -> new FinishedWork(work).deleteBefore(FinishedWork.daysAgo(preferences.keepDays())));
    }
  }

  private static void scale(Parent root, Preferences preferences) {
    root.setStyle("-fx-font-size: %.2fpx;".formatted(0.13 * preferences.textPercent()));
  }

  static void open(Window owner, Path work, Executor background) {
    Stage stage = new Stage();
    stage.initOwner(owner);
    stage.initModality(Modality.WINDOW_MODAL);
    stage.setTitle("Regista: preferences");
    Scene scene = new Scene(new PreferencesView(work, background, owner.getScene().getRoot()));
    scene.getStylesheets().setAll(owner.getScene().getStylesheets());
    scene.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            stage.close();
          }
        });
    stage.setScene(scene);
    stage.show();
  }

  private static ComboBox<Integer> choice(
      String id, List<Integer> values, int value, IntConsumer set) {
    ComboBox<Integer> box = new ComboBox<>();
    box.setId(id);
    box.getItems().setAll(values);
    box.setValue(value);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setOnAction(e -> set.accept(box.getValue()));
    return box;
  }

  private TextField imageJ() {
    TextField program = new TextField(now.imageJ());
    program.setId("imagej");
    program.setPromptText("its program; empty: the first on the search path");
    program.textProperty().subscribe(text -> keep(now.withImageJ(text)));
    return program;
  }

  private void setText(int percent) {
    keep(now.withText(percent));
    scale(styled, now);
  }

  private void setKeepDays(int days) {
    keep(now.withKeepDays(days));
  }

  private void keep(Preferences next) {
    now = next;
    try {
      next.write(file);
    } catch (InputDataException e) {
      trouble.setText(e.getMessage());
    }
  }

  private void count() {
    size.setText("Finished work: …");
    background.execute(
        () -> {
          long bytes = finished.bytesBefore(Instant.now());
          Platform.runLater(() -> show(bytes));
        });
  }

  private void show(long bytes) {
    size.setText(String.format(Locale.ROOT, "Finished work takes %.0f MB.", bytes / BYTES_PER_MB));
    delete.setDisable(bytes == 0);
    delete.setText("Delete finished work…");
    asked = false;
  }

  /** Once to ask, once to do. */
  private void ask() {
    if (asked) {
      background.execute(
          () -> {
            finished.deleteBefore(Instant.now());
            Platform.runLater(this::count);
          });
    } else {
      asked = true;
      delete.setText("Confirm: delete all finished work");
    }
  }
}
