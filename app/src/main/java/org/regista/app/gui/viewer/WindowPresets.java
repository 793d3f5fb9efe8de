package org.regista.app.gui.viewer;

import java.util.List;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.state.IntensityWindow;

/** The windows behind the keys 1 to 9, by what the numbers of a volume mean. */
record WindowPresets(List<Preset> presets) {

  private static final List<Preset> CT =
      List.of(
          new Preset("soft tissue", InitialView.SOFT_TISSUE),
          new Preset("lung", IntensityWindow.ofLevelAndWidth(-600, 1500)),
          new Preset("bone", IntensityWindow.ofLevelAndWidth(400, 1800)),
          new Preset("brain", IntensityWindow.ofLevelAndWidth(40, 80)),
          new Preset("liver", IntensityWindow.ofLevelAndWidth(60, 160)),
          new Preset("mediastinum", IntensityWindow.ofLevelAndWidth(50, 350)),
          new Preset("stroke", IntensityWindow.ofLevelAndWidth(35, 40)),
          new Preset("whole range", IntensityWindow.ofLevelAndWidth(1000, 4000)));
  private static final List<Preset> PET =
      List.of(
          new Preset("SUV 0–5", new IntensityWindow(0, 5)),
          new Preset("SUV 0–10", new IntensityWindow(0, 10)),
          new Preset("SUV 0–15", new IntensityWindow(0, 15)),
          new Preset("SUV 0–20", new IntensityWindow(0, 20)),
          new Preset("SUV 2.5–10", new IntensityWindow(2.5, 10)));

  /** One window with its name. */
  record Preset(String name, IntensityWindow window) {}

  /**
   * @param auto what {@link InitialView} chose for the volume
   */
  static WindowPresets of(Volume volume, IntensityWindow auto) {
    boolean ct = auto.equals(InitialView.SOFT_TISSUE);
    if (ct) {
      return new WindowPresets(CT);
    }
    return new WindowPresets(volume.unit() == IntensityUnit.SUV_BW ? PET : relative(auto));
  }

  /** Where numbers have no meaning of their own: shares of the automatic window. */
  private static List<Preset> relative(IntensityWindow auto) {
    double w = auto.width();
    return List.of(
        new Preset("automatic", auto),
        new Preset("brighter", new IntensityWindow(auto.lower(), auto.upper() - w / 3)),
        new Preset("darker", new IntensityWindow(auto.lower(), auto.upper() + w / 2)),
        new Preset("dark parts", new IntensityWindow(auto.lower(), auto.lower() + w / 4)),
        new Preset("bright parts", new IntensityWindow(auto.lower() + w / 2, auto.upper())));
  }
}
