package org.regista.app.gui.regions;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.regista.app.gui.Companion;
import org.regista.app.gui.regions.CompanionsViewModel.Choice;
import org.regista.app.gui.registration.Parts;

/** The side panel of the PET: which image is seen, its SUV, motion against the CT, regions. */
public final class MeasurePanel extends VBox {

  private final CompanionsViewModel companions;
  private final RegionsViewModel regions;
  private final VBox images = new VBox(6);
  private final VBox ledger = new VBox(4);
  private final VBox cards = new VBox(8);

  /**
   * @param draw takes the region tool into the hand
   */
  public MeasurePanel(CompanionsViewModel companions, RegionsViewModel regions, Runnable draw) {
    this.companions = companions;
    this.regions = regions;
    getStyleClass().add("side");
    Label none =
        Parts.wrapped(
            "No PET is open. Open a PET and an MRI, or PET, CT and MRI together (File, or drop three): the CT is "
                + "registered, and the PET goes through the same transform. Then measure regions here.",
            "muted");
    VBox pet =
        new VBox(
            8,
            Parts.heading("SUV"),
            ledger,
            Parts.heading("MOTION BETWEEN CT AND PET"),
            Parts.wrapped(regions.motion(), "label"),
            Parts.heading("REGIONS ON THE PET"),
            Parts.row(
                Parts.button("Sphere here", "A sphere at the crosshair: U", regions::addSphere),
                Parts.button("Draw", "Drag a sphere on any picture: Y", draw)),
            Parts.wrapped(
                "Drawn on any image, measured on the PET's own voxels: nothing is interpolated.",
                "muted"),
            cards);
    Parts.showWith(pet, regions.name().map(n -> !n.isEmpty()));
    Parts.showWith(none, pet.visibleProperty().not());
    getChildren().addAll(images, none, Parts.wrapped(regions.message(), "trouble"), pet);
    companions.choices().subscribe(this::showImages);
    regions.suv().subscribe(this::showLedger);
    regions.figures().subscribe(this::showRegions);
  }

  private void showImages(List<Choice> choices) {
    images.getChildren().clear();
    if (choices.isEmpty()) {
      return;
    }
    images.getChildren().add(Parts.heading("IMAGE OF THE MOVING SIDE"));
    ToggleGroup group = new ToggleGroup();
    for (Choice choice : choices) {
      RadioButton button = new RadioButton(choice.name());
      button.setId("see-" + choice.number());
      button.setMnemonicParsing(false);
      button.setToggleGroup(group);
      button.setSelected(choice.seen());
      button.setDisable(!choice.isPlaced());
      button.setTooltip(new Tooltip("Show it in the pictures; the next one: I"));
      button.setOnAction(e -> companions.see(choice.number()));
      images.getChildren().add(button);
      String style = choice.isPlaced() ? "muted" : "trouble";
      images.getChildren().add(Parts.wrapped(choice.words(), style));
    }
    if (choices.stream().anyMatch(c -> c.frame() == Companion.Frame.NOT_STATED)) {
      var say =
          Parts.button(
              "They share one frame",
              "Recorded as user-entered; Ctrl+Z takes it back",
              () -> companions.say(true));
      say.setId("same-frame");
      images.getChildren().add(say);
    }
  }

  private void showLedger(Optional<LedgerText> text) {
    ledger.getChildren().clear();
    if (text.isEmpty()) {
      ledger.getChildren().add(Parts.wrapped("Reading …", "muted"));
      return;
    }
    LedgerText l = text.get();
    if (!l.formula().isEmpty()) {
      ledger.getChildren().add(Parts.wrapped(l.formula(), "label"));
    }
    l.entries()
        .forEach(
            e ->
                ledger
                    .getChildren()
                    .add(Parts.wrapped(e, e.contains("user-entered") ? "trouble" : "muted")));
    l.rules().forEach(rule -> ledger.getChildren().add(Parts.wrapped("· " + rule, "muted")));
    if (!l.refusal().isEmpty()) {
      ledger.getChildren().add(Parts.wrapped("NO SUV: " + l.refusal(), "trouble"));
      ledger.getChildren().add(l.isDicom() ? questions() : unit());
    }
  }

  private VBox unit() {
    return new VBox(
        Parts.button(
            "The numbers are SUVbw",
            "Recorded as user-entered; Ctrl+Z takes it back",
            regions::enterSuv));
  }

  private VBox questions() {
    TextField weight = field("weight", "Weight, kg");
    TextField dose = field("dose", "Injected dose, MBq");
    TextField injected = field("injected", "Injected at, 2026-05-12T14:01");
    return new VBox(
        6,
        Parts.wrapped("Say what is missing; it is marked user-entered:", "label"),
        weight,
        dose,
        injected,
        Parts.button(
            "Use these",
            "Recorded as user-entered; Ctrl+Z takes it back",
            () -> regions.enter(weight.getText(), dose.getText(), injected.getText())));
  }

  private static TextField field(String id, String prompt) {
    TextField field = new TextField();
    field.setId("pet-" + id);
    field.setPromptText(prompt);
    field.setTooltip(new Tooltip(prompt));
    return field;
  }

  private void showRegions(List<RegionFigures> all) {
    cards.getChildren().clear();
    for (int n = 0; n < all.size(); n++) {
      cards.getChildren().add(new RegionCard(regions, n, all.get(n)));
    }
  }
}
