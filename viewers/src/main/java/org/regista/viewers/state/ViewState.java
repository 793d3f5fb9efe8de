package org.regista.viewers.state;

import java.util.function.UnaryOperator;

/** All that decides the look of the three pictures; an immutable snapshot for renderers. */
public record ViewState(
    Camera camera, Layer fixed, Layer moving, Fusion fusion, Deformation deformation) {

  /** What is drawn of the displacement field. */
  public enum Deformation {
    HIDDEN,
    /** Straight lines of the fixed space, drawn where the field takes them. */
    GRID;

    public Deformation next() {
      return this == HIDDEN ? GRID : HIDDEN;
    }
  }

  public ViewState withCamera(Camera c) {
    return new ViewState(c, fixed, moving, fusion, deformation);
  }

  public ViewState withFixed(Layer l) {
    return new ViewState(camera, l, moving, fusion, deformation);
  }

  public ViewState withMoving(Layer l) {
    return new ViewState(camera, fixed, l, fusion, deformation);
  }

  public ViewState withFusion(Fusion f) {
    return new ViewState(camera, fixed, moving, f, deformation);
  }

  public ViewState withDeformation(Deformation d) {
    return new ViewState(camera, fixed, moving, fusion, d);
  }

  /** With the camera changed by {@code change}. */
  public ViewState moved(UnaryOperator<Camera> change) {
    return withCamera(change.apply(camera));
  }
}
