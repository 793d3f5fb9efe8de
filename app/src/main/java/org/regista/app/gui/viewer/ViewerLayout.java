package org.regista.app.gui.viewer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.regista.viewers.state.Plane;

/** Which pictures fill the centre, and where. */
public enum ViewerLayout {
  THREE("Three planes", "one large, two beside it"),
  ONE("One plane", "fills the centre"),
  ONE_AND_THREE("One and three", "the other planes and the moving image beside one plane"),
  QUAD("Two by two", "three planes, and both images in depth"),
  SIDE_BY_SIDE("Side by side", "fixed and moving image of one plane, linked"),
  BEFORE_AFTER("Before and after", "one plane as scanned, and registered"),
  DEPTH("3D", "both images in depth");

  private static final double LARGE = 0.6;
  private static final double HALF = 0.5;
  private static final double THIRD = 1 / 3.0;

  private final String label;
  private final String hint;

  ViewerLayout(String label, String hint) {
    this.label = label;
    this.hint = hint;
  }

  /** What one picture shows of the pair. */
  public enum Content {
    /** Both images in the mode of fusion. */
    FUSED,
    FIXED,
    /** The moving image where the registration puts it. */
    MOVING,
    /** Both images in the mode of fusion, as their headers place them. */
    BEFORE
  }

  /** One picture. */
  public record Cell(Plane plane, Content content) {

    static Cell fused(Plane plane) {
      return new Cell(plane, Content.FUSED);
    }
  }

  /** A place, in shares of the centre's width and height. */
  record Area(double left, double top, double width, double height) {}

  /** A picture with its place. */
  record Place(Cell cell, Area area) {

    Place(Cell cell, double left, double top, double width, double height) {
      this(cell, new Area(left, top, width, height));
    }
  }

  /** The place of the picture in depth, if it has one. */
  Optional<Area> depth() {
    return switch (this) {
      case QUAD -> Optional.of(new Area(HALF, HALF, HALF, HALF));
      case DEPTH -> Optional.of(new Area(0, 0, 1, 1));
      case THREE, ONE, ONE_AND_THREE, SIDE_BY_SIDE, BEFORE_AFTER -> Optional.empty();
    };
  }

  /**
   * @param chosen the plane that is large, or alone
   */
  List<Place> places(Plane chosen) {
    List<Plane> others = Arrays.stream(Plane.values()).filter(p -> p != chosen).toList();
    Cell large = Cell.fused(chosen);
    Cell first = Cell.fused(others.getFirst());
    Cell second = Cell.fused(others.getLast());
    Cell moving = new Cell(chosen, Content.MOVING);
    return switch (this) {
      case THREE ->
          List.of(
              new Place(large, 0, 0, LARGE, 1),
              new Place(first, LARGE, 0, 1 - LARGE, HALF),
              new Place(second, LARGE, HALF, 1 - LARGE, HALF));
      case ONE -> List.of(new Place(large, 0, 0, 1, 1));
      case ONE_AND_THREE ->
          List.of(
              new Place(large, 0, 0, 1 - THIRD, 1),
              new Place(first, 1 - THIRD, 0, THIRD, THIRD),
              new Place(second, 1 - THIRD, THIRD, THIRD, THIRD),
              new Place(moving, 1 - THIRD, 2 * THIRD, THIRD, THIRD));
      case QUAD ->
          List.of(
              new Place(Cell.fused(Plane.AXIAL), 0, 0, HALF, HALF),
              new Place(Cell.fused(Plane.CORONAL), HALF, 0, HALF, HALF),
              new Place(Cell.fused(Plane.SAGITTAL), 0, HALF, HALF, HALF));
      case SIDE_BY_SIDE -> halves(new Cell(chosen, Content.FIXED), moving);
      case BEFORE_AFTER -> halves(new Cell(chosen, Content.BEFORE), large);
      case DEPTH -> List.of();
    };
  }

  private static List<Place> halves(Cell left, Cell right) {
    return List.of(new Place(left, 0, 0, HALF, 1), new Place(right, HALF, 0, HALF, 1));
  }

  /** As shown to people. */
  public String label() {
    return label;
  }

  /** What it is good for. */
  public String hint() {
    return hint;
  }
}
