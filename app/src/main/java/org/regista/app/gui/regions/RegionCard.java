package org.regista.app.gui.regions;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.regista.app.gui.registration.Parts;
import org.regista.quality.region.Cut;
import org.regista.quality.region.RegionMeasures;

/** One region in the side panel: its shape, which voxels count, and what they hold. */
final class RegionCard extends VBox {

  private static final Map<String, Cut> CUTS = cuts();
  private static final double STEP = 1.1;

  private final RegionsViewModel model;
  private final int index;

  RegionCard(RegionsViewModel model, int index, RegionFigures figures) {
    super(6);
    this.model = model;
    this.index = index;
    getStyleClass().add("layer");
    org.regista.quality.region.Region region = figures.region();
    Label title = new Label(region.name());
    title.getStyleClass().add("plane-name");
    Region room = new Region();
    GridPane.setHgrow(room, Priority.ALWAYS);
    getChildren()
        .addAll(
            title,
            Parts.row(
                Parts.button("Go to", "Crosshair to its hottest voxel", () -> model.goTo(index)),
                Parts.button(
                    "Bring here", "Its centre to the crosshair", () -> model.bringHere(index)),
                Parts.button(
                    "Remove", "Remove it; Ctrl+Z brings it back", () -> model.remove(index))),
            Parts.row(shape(region), cut(region)),
            Parts.row(
                Parts.button("−", "Smaller by a tenth", () -> model.resize(index, 1 / STEP)),
                larger(),
                new Label(size(region))));
    if (figures.measures().isPresent()) {
      getChildren().add(values(figures.measures().get(), figures.resampled(), region.cut()));
    } else {
      getChildren().add(Parts.wrapped("NOT MEASURED: " + figures.trouble(), "trouble"));
    }
  }

  private Button larger() {
    Button button = Parts.button("+", "Larger by a tenth", () -> model.resize(index, STEP));
    button.setId("larger-" + index);
    return button;
  }

  private static Map<String, Cut> cuts() {
    Map<String, Cut> all = new LinkedHashMap<>();
    all.put("≥ 41 % max", Cut.EANM_41);
    all.put("≥ 50 % max", new Cut(Cut.Kind.SHARE_OF_MAXIMUM, 0.5));
    all.put("SUV ≥ 2.5", new Cut(Cut.Kind.AT_LEAST, 2.5));
    all.put("SUV ≥ 4", new Cut(Cut.Kind.AT_LEAST, 4));
    all.put("all of it", Cut.NONE);
    return all;
  }

  private ComboBox<String> shape(org.regista.quality.region.Region region) {
    ComboBox<String> box = new ComboBox<>();
    box.getItems().setAll("sphere", "box");
    box.setValue(region.shape() == org.regista.quality.region.Region.Shape.BOX ? "box" : "sphere");
    box.setTooltip(new Tooltip("What bounds the region"));
    box.setPrefWidth(110);
    box.setMinWidth(USE_PREF_SIZE);
    box.setOnAction(
        e ->
            model.change(
                index,
                "shape of a region",
                r ->
                    r.withShape(
                        box.getValue().equals("box")
                            ? org.regista.quality.region.Region.Shape.BOX
                            : org.regista.quality.region.Region.Shape.SPHERE)));
    return box;
  }

  private ComboBox<String> cut(org.regista.quality.region.Region region) {
    ComboBox<String> box = new ComboBox<>();
    box.getItems().setAll(CUTS.keySet());
    box.setMaxWidth(170);
    box.setValue(
        CUTS.entrySet().stream()
            .filter(e -> e.getValue().equals(region.cut()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(region.cut().words()));
    box.setTooltip(
        new Tooltip(
            "Which voxels inside count; shares of the maximum are joined to its voxel (EANM)"));
    box.setOnAction(
        e ->
            Optional.ofNullable(CUTS.get(box.getValue()))
                .ifPresent(c -> model.change(index, "threshold of a region", r -> r.withCut(c))));
    return box;
  }

  private static String size(org.regista.quality.region.Region region) {
    return region.shape() == org.regista.quality.region.Region.Shape.SPHERE
        ? number("radius %.1f mm", region.halfMm().x())
        : number("%.1f", 2 * region.halfMm().x())
            + number(" × %.1f", 2 * region.halfMm().y())
            + number(" × %.1f mm", 2 * region.halfMm().z());
  }

  private GridPane values(RegionMeasures own, Optional<RegionMeasures> resampled, Cut cut) {
    GridPane grid = new GridPane(8, 2);
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(USE_PREF_SIZE);
    grid.getColumnConstraints().add(names);
    Label head = new Label("native");
    head.setTooltip(new Tooltip("On the PET's own voxels: nothing is interpolated"));
    head.getStyleClass().add("heading");
    grid.add(head, 1, 0);
    column(grid, 1, own, "value");
    resampled.ifPresent(
        r -> {
          Label other = new Label("resampled");
          other.setMinWidth(USE_PREF_SIZE);
          other.getStyleClass().add("muted");
          other.setTooltip(
              new Tooltip(
                  "The same region on the PET interpolated on the grid of "
                      + model.fixedName()
                      + ". Not for reports: it differs."));
          grid.add(other, 2, 0);
          column(grid, 2, r, "muted");
        });
    String[] rows = {
      "SUVmax",
      "SUVpeak (1 ml)",
      "SUVmean ± SD",
      cut.kind() == Cut.Kind.NONE ? "Volume, ml" : "MTV, ml",
      "TLG, SUV·ml"
    };
    for (int n = 0; n < rows.length; n++) {
      grid.add(new Label(rows[n]), 0, n + 1);
    }
    if (own.cutOff()) {
      grid.add(Parts.wrapped("The region leaves the PET: part is missing.", "trouble"), 0, 6, 3, 1);
    }
    return grid;
  }

  private static void column(GridPane grid, int column, RegionMeasures m, String style) {
    RegionMeasures.Peak peak = m.peak();
    String[] values = {
      number("%.2f", m.maximum()),
      peak == null ? "NOT MEASURED" : number("%.2f", peak.value()),
      number("%.2f", m.mean()) + number(" ± %.2f", m.deviation()),
      number("%.1f", m.volumeMl()),
      number("%.1f", m.glycolysis())
    };
    for (int n = 0; n < values.length; n++) {
      Label label = new Label(values[n]);
      label.getStyleClass().add(style);
      label.setMinWidth(USE_PREF_SIZE);
      grid.add(label, column, n + 1);
    }
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
