package org.regista.app.gui.volume;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.volume.TransferFunction.Preset;
import org.regista.viewers.volume.VolumeLook;
import org.regista.viewers.volume.VolumeLook.Clip;
import org.regista.viewers.volume.VolumeLook.LayerLook;
import org.regista.viewers.volume.VolumeLook.Mode;

/**
 * What people choose of the picture in depth.
 *
 * @param box what is left of the volume: for each {@link Limit} the share that is cut away there
 * @param cuts planes through the crosshair before which nothing is left
 */
record DepthSettings(
    Mode mode, LayerChoice fixed, LayerChoice moving, List<Double> box, Set<Plane> cuts) {

  /** Faces of the box along the patient, in the order of {@link DepthSettings#box}. */
  enum Limit {
    RIGHT("Right", 1, 0, 0),
    LEFT("Left", -1, 0, 0),
    ANTERIOR("Front", 0, 1, 0),
    POSTERIOR("Back", 0, -1, 0),
    INFERIOR("Feet", 0, 0, 1),
    SUPERIOR("Head", 0, 0, -1);

    private final String label;
    private final LpsVector keeps;

    Limit(String label, int x, int y, int z) {
      this.label = label;
      this.keeps = new LpsVector(x, y, z);
    }

    String label() {
      return label;
    }

    /** As part of a sentence. */
    String words() {
      return label.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How one image is seen.
   *
   * @param surface value of a surface, in the unit of the volume
   * @param opacity 0 hides it
   */
  record LayerChoice(Preset preset, double surface, double opacity) {

    LayerChoice withSurface(double value) {
      return new LayerChoice(preset, value, opacity);
    }

    LayerChoice withOpacity(double o) {
      return new LayerChoice(preset, surface, o);
    }

    LayerLook look(Volume volume, ViewState state, boolean isFixed) {
      Layer layer = isFixed ? state.fixed() : state.moving();
      ColourMap colours = Preset.OF_PET.contains(preset) ? ColourMap.HOT_METAL : layer.colours();
      return new LayerLook(preset.function(layer.window()), colours, surface, opacity);
    }
  }

  DepthSettings {
    box = List.copyOf(box);
    cuts =
        Collections.unmodifiableSet(
            cuts.isEmpty() ? EnumSet.noneOf(Plane.class) : EnumSet.copyOf(cuts));
  }

  /**
   * Bones, tissue or uptake, by the kind of each image; two images of tissue would hide each other.
   */
  static DepthSettings first(Scene scene) {
    List<Preset> fixed = presets(scene.fixed());
    List<Preset> moving = presets(scene.moving());
    boolean hides = !fixed.equals(Preset.OF_PET) && !moving.equals(Preset.OF_PET);
    return new DepthSettings(
        Mode.MATTER,
        choice(scene.fixed(), fixed.getFirst(), 1),
        choice(scene.moving(), moving.getFirst(), hides ? 0 : 1),
        Collections.nCopies(Limit.values().length, 0.0),
        Set.of());
  }

  static LayerChoice choice(Volume volume, Preset preset, double opacity) {
    return new LayerChoice(preset, preset.surface(InitialView.window(volume)), opacity);
  }

  /** Those that suit a volume, the usual one first. */
  static List<Preset> presets(Volume volume) {
    if (InitialView.layer(volume).colours() == ColourMap.HOT_METAL) {
      return Preset.OF_PET;
    }
    boolean ct = InitialView.window(volume).equals(InitialView.SOFT_TISSUE);
    return ct ? Preset.OF_CT : Preset.OF_MR;
  }

  DepthSettings withMode(Mode m) {
    return new DepthSettings(m, fixed, moving, box, cuts);
  }

  DepthSettings withFixed(LayerChoice c) {
    return new DepthSettings(mode, c, moving, box, cuts);
  }

  DepthSettings withMoving(LayerChoice c) {
    return new DepthSettings(mode, fixed, c, box, cuts);
  }

  /**
   * @param share of the whole, held such that something is left
   */
  DepthSettings withLimit(Limit limit, double share) {
    List<Double> next = new ArrayList<>(box);
    Limit other = Limit.values()[limit.ordinal() ^ 1];
    next.set(limit.ordinal(), Math.clamp(share, 0, Math.max(0, 0.98 - box.get(other.ordinal()))));
    return new DepthSettings(mode, fixed, moving, next, cuts);
  }

  DepthSettings withCut(Plane plane, boolean wanted) {
    Set<Plane> next = EnumSet.noneOf(Plane.class);
    next.addAll(cuts);
    if (wanted) {
      next.add(plane);
    } else {
      next.remove(plane);
    }
    return new DepthSettings(mode, fixed, moving, box, next);
  }

  /** "3D · shaded volume · CT bone + PET hot". */
  String words() {
    List<String> seen = new ArrayList<>();
    if (fixed.opacity() > 0) {
      seen.add(fixed.preset().toString());
    }
    if (moving.opacity() > 0) {
      seen.add(moving.preset().toString());
    }
    String what = seen.isEmpty() ? "both hidden" : String.join(" + ", seen);
    return "3D  ·  %s  ·  %s".formatted(mode, what);
  }

  /**
   * For a renderer.
   *
   * @param away where the viewer looks, by which a cut knows its front
   */
  VolumeLook look(Scene scene, ViewState state, LpsVector away) {
    List<Clip> clips = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      double share = box.get(limit.ordinal());
      if (share > 0) {
        clips.add(
            new Clip(DepthBox.of(scene.fixed().grid()).face(limit.keeps, share), limit.keeps));
      }
    }
    LpsPoint crosshair = state.camera().crosshair();
    for (Plane plane : cuts) {
      LpsVector normal = state.camera().axes(plane).normal();
      clips.add(new Clip(crosshair, normal.dot(away) < 0 ? normal.times(-1) : normal));
    }
    return new VolumeLook(
        mode,
        fixed.look(scene.fixed(), state, true),
        moving.look(scene.moving(), state, false),
        state.fusion().blend(),
        clips);
  }
}
