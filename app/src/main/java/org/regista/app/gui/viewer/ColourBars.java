package org.regista.app.gui.viewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.image.Volume;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;

/** Which scales of colour a picture needs to be read. */
final class ColourBars {

  private ColourBars() {}

  /**
   * One scale, from the bottom up.
   *
   * @param title what is measured, with its unit; one word or two
   * @param middle what the middle of the scale means, or empty
   * @param alarm a colour beside the scale and what it marks
   */
  record Bar(
      ColourMap colours,
      String title,
      String bottom,
      String middle,
      String top,
      Optional<Alarm> alarm) {}

  /** A colour that marks what must not be. */
  record Alarm(int argb, String text) {}

  /** Of the layers that are not grey, and of the deformation. */
  static List<Bar> of(Shown s, ViewerLayout.Content content) {
    List<Bar> bars = new ArrayList<>();
    ViewState state = s.state();
    FusionMode mode = state.fusion().mode();
    boolean ownColours = mode != FusionMode.CONTRAST && mode != FusionMode.SAFE_CONTRAST;
    boolean fuses = content == ViewerLayout.Content.FUSED || content == ViewerLayout.Content.BEFORE;
    if (content == ViewerLayout.Content.MOVING || (fuses && ownColours)) {
      layer(state.moving(), s.loaded().view().moving()).ifPresent(bars::add);
    }
    if (content == ViewerLayout.Content.FIXED || (fuses && ownColours)) {
      layer(state.fixed(), s.loaded().scene().fixed()).ifPresent(bars::add);
    }
    if (content == ViewerLayout.Content.FUSED || content == ViewerLayout.Content.FIXED) {
      deformation(s).ifPresent(bars::add);
    }
    return bars;
  }

  private static Optional<Bar> layer(Layer layer, Volume volume) {
    if (layer.colours() == ColourMap.GREY || layer.colours() == ColourMap.INVERTED_GREY) {
      return Optional.empty();
    }
    String unit = volume.unit().symbol().isEmpty() ? "value" : volume.unit().symbol();
    return Optional.of(
        new Bar(
            layer.colours(),
            unit,
            Readout.number(layer.window().lower()),
            "",
            Readout.number(layer.window().upper()),
            Optional.empty()));
  }

  private static Optional<Bar> deformation(Shown s) {
    Deformation look = s.state().deformation();
    return switch (look.kind()) {
      case HIDDEN, GRID, ARROWS -> Optional.empty();
      case MAGNITUDE ->
          s.loaded()
              .scene()
              .bending()
              .map(
                  field ->
                      new Bar(
                          ColourMap.VIRIDIS,
                          "mm",
                          "0",
                          "",
                          Readout.number(look.fullScaleMm()),
                          Optional.empty()));
      case JACOBIAN ->
          Optional.of(
              new Bar(
                  ColourMap.BLUE_RED,
                  "volume",
                  "−50 %",
                  "±0 %",
                  "+100 %",
                  Optional.of(new Alarm(0xFFF2FF00, "folded"))));
    };
  }
}
