package org.regista.viewers.state;

import java.util.function.UnaryOperator;
import org.regista.viewers.structure.Overlays;

/**
 * All that decides the look of the three pictures; an immutable snapshot for renderers.
 *
 * @param overlays structures and dose, borrowed
 */
public record ViewState(
    Camera camera,
    Layer fixed,
    Layer moving,
    Fusion fusion,
    Deformation deformation,
    Overlays overlays) {

  /** Without structures and dose. */
  public ViewState(
      Camera camera, Layer fixed, Layer moving, Fusion fusion, Deformation deformation) {
    this(camera, fixed, moving, fusion, deformation, Overlays.NONE);
  }

  /**
   * What is drawn of the displacement field.
   *
   * @param fullScaleMm displacement at the bright end of {@link Kind#MAGNITUDE}
   * @param since from which image on {@link Kind#JACOBIAN} tells the change
   */
  public record Deformation(Kind kind, double fullScaleMm, Since since) {

    /** Strongest change of volume that has a colour of its own: doubled, or halved. */
    public static final double FULL_SCALE_DOUBLINGS = 1;

    /** What is drawn. */
    public enum Kind {
      HIDDEN("none"),
      /** Straight lines of the fixed space, drawn where the field takes them. */
      GRID("warped grid"),
      /** From places of the fixed image to where the field takes them. */
      ARROWS("arrows"),
      /** Length of the displacement, mm. */
      MAGNITUDE("magnitude in mm"),
      /** Local change of volume, %; folding marked. */
      JACOBIAN("shrink and grow in %");

      private final String label;

      Kind(String label) {
        this.label = label;
      }

      public Kind next() {
        return values()[(ordinal() + 1) % values().length];
      }

      /** As shown to people. */
      @Override
      public String toString() {
        return label;
      }
    }

    /** The image that a change starts from: the earlier one, where dates are known. */
    public enum Since {
      FIXED,
      MOVING
    }

    public Deformation {
      if (!(fullScaleMm > 0)) {
        throw new IllegalArgumentException("a scale up to %g mm".formatted(fullScaleMm));
      }
    }

    public Deformation withKind(Kind k) {
      return new Deformation(k, fullScaleMm, since);
    }
  }

  public ViewState withCamera(Camera c) {
    return new ViewState(c, fixed, moving, fusion, deformation, overlays);
  }

  public ViewState withFixed(Layer l) {
    return new ViewState(camera, l, moving, fusion, deformation, overlays);
  }

  public ViewState withMoving(Layer l) {
    return new ViewState(camera, fixed, l, fusion, deformation, overlays);
  }

  public ViewState withFusion(Fusion f) {
    return new ViewState(camera, fixed, moving, f, deformation, overlays);
  }

  public ViewState withDeformation(Deformation d) {
    return new ViewState(camera, fixed, moving, fusion, d, overlays);
  }

  public ViewState withOverlays(Overlays o) {
    return new ViewState(camera, fixed, moving, fusion, deformation, o);
  }

  /** With the camera changed by {@code change}. */
  public ViewState moved(UnaryOperator<Camera> change) {
    return withCamera(change.apply(camera));
  }
}
