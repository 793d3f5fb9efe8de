package org.regista.viewers.volume;

import java.util.List;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.ColourMap;

/**
 * How two fused volumes are seen in depth.
 *
 * @param blend in {@link Mode#MIP}: 0 the fixed volume alone, 0.5 both in full, 1 the moving alone
 * @param clips what is in front of any of these is cut away
 */
public record VolumeLook(
    Mode mode, LayerLook fixed, LayerLook moving, double blend, List<Clip> clips) {

  /** Planes that one picture can have. */
  public static final int MOST_CLIPS = 9;

  public VolumeLook {
    clips = List.copyOf(clips);
    if (!(blend >= 0 && blend <= 1)) {
      throw new IllegalArgumentException("blend %g is outside [0, 1]".formatted(blend));
    }
    if (clips.size() > MOST_CLIPS) {
      throw new IllegalArgumentException(
          "%d clipping planes; at most %d".formatted(clips.size(), MOST_CLIPS));
    }
  }

  /** What a ray makes of the values that it meets. */
  public enum Mode {
    /** Light through more or less opaque matter, shaded where values change. */
    MATTER("shaded volume"),
    /** The largest value of each image in its colours, the light of both added. */
    MIP("maximum (MIP)"),
    /** Where a value is first reached. */
    SURFACE("surface at a value");

    private final String label;

    Mode(String label) {
      this.label = label;
    }

    /** As shown to people. */
    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * How one volume is seen.
   *
   * @param matter colours and opacity in {@link Mode#MATTER}; its range of values in {@link
   *     Mode#MIP}; its colour at the value of the surface in {@link Mode#SURFACE}
   * @param colours of a {@link Mode#MIP}
   * @param surface value of the surface in {@link Mode#SURFACE}, in the unit of the volume
   * @param opacity factor of all opacity, in [0, 1]; 0 hides the volume
   */
  public record LayerLook(
      TransferFunction matter, ColourMap colours, double surface, double opacity) {

    public LayerLook {
      if (!(opacity >= 0 && opacity <= 1)) {
        throw new IllegalArgumentException("opacity %g is outside [0, 1]".formatted(opacity));
      }
    }
  }

  /**
   * A plane that keeps one side.
   *
   * @param on any place of the plane, LPS mm
   * @param keeps to the side that stays, LPS
   */
  public record Clip(LpsPoint on, LpsVector keeps) {}
}
