package org.regista.app.gui.viewer;

import java.util.List;
import java.util.Optional;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.slice.SliceFrame;

/** Something that lies over the slices and can be taken hold of, before the tools are asked. */
public interface SliceHandles {

  /** What is drawn over a slice. */
  sealed interface Shape {}

  /**
   * A line through these places, or their projections.
   *
   * @param dashed where it lies on another slice than this
   */
  record Line(List<LpsPoint> places, boolean dashed) implements Shape {
    public Line {
      places = List.copyOf(places);
    }
  }

  /** A knob that a hand can take. */
  record Knob(LpsPoint place, boolean round) implements Shape {}

  /** Words beside a place. */
  record Words(LpsPoint place, String text) implements Shape {}

  /** In the order in which they are drawn; empty while there is nothing. */
  List<Shape> shapes(SliceFrame frame);

  /**
   * What a press takes hold of.
   *
   * @param at on the slice, LPS mm
   * @param reachMm how near a knob has to be
   * @return empty if the press is left to the tools
   */
  Optional<Grip> grip(SliceFrame frame, LpsPoint at, double reachMm);

  /** A hand that holds something. */
  interface Grip {

    /** The hand is here now, LPS mm. */
    void dragTo(LpsPoint place);

    /** The hand lets go: what it did becomes one action that can be undone. */
    void release();
  }
}
