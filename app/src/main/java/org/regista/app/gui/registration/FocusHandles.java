package org.regista.app.gui.registration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.regista.app.gui.viewer.SliceHandles;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.FocusBox;
import org.regista.viewers.slice.SliceFrame;

/** The box on each slice: its outline, and knobs on edges, corners and middle. */
final class FocusHandles implements SliceHandles {

  private static final double ALONG = 0.9999;
  private static final double LEAST_MM = 4;

  private final FocusViewModel model;

  FocusHandles(FocusViewModel model) {
    this.model = model;
  }

  @Override
  public List<Shape> shapes(SliceFrame frame) {
    Optional<FocusBox> box = model.box().get();
    if (box.isEmpty()) {
      return List.of();
    }
    Optional<Side> side = Side.of(frame);
    List<Shape> shapes = new ArrayList<>();
    if (side.isEmpty()) {
      shapes.add(new Line(cut(box.get(), frame), false));
      return shapes;
    }
    Rectangle r = new Rectangle(box.get(), side.get(), frame);
    shapes.add(new Line(r.outline(), !r.isCut()));
    if (model.editing().get()) {
      r.knobs().forEach(k -> shapes.add(new Knob(k.place(), k.isMiddle())));
      shapes.add(new Words(r.beside(10 * frame.mmPerPixel()), model.size()));
    }
    return shapes;
  }

  @Override
  public Optional<Grip> grip(SliceFrame frame, LpsPoint at, double reachMm) {
    Optional<Side> side = Side.of(frame);
    if (!model.editing().get() || side.isEmpty() || model.box().get().isEmpty()) {
      return Optional.empty();
    }
    FocusBox box = model.box().get().get();
    Optional<Held> knob =
        new Rectangle(box, side.get(), frame)
            .knobs().stream()
                .filter(k -> k.place().distanceMm(at) <= reachMm)
                .min(Comparator.comparingDouble(k -> k.place().distanceMm(at)));
    if (knob.isPresent()) {
      return Optional.of(new BoxGrip(model, to -> knob.get().moved(box, side.get(), to.minus(at))));
    }
    return model.drawing().get()
        ? Optional.of(new BoxGrip(model, to -> side.get().drawn(box, at, to)))
        : Optional.empty();
  }

  /** How a box follows a hand. */
  private interface Follows {
    Optional<FocusBox> to(LpsPoint place);
  }

  private record BoxGrip(FocusViewModel model, Follows follows) implements Grip {
    @Override
    public void dragTo(LpsPoint place) {
      follows.to(place).ifPresent(model::preview);
    }

    @Override
    public void release() {
      model.commit("change the box");
    }
  }

  private static double[] values(LpsPoint p) {
    return new double[] {p.x(), p.y(), p.z()};
  }

  private static double[] values(LpsVector v) {
    return new double[] {v.x(), v.y(), v.z()};
  }

  private static LpsPoint point(double[] v) {
    return new LpsPoint(v[0], v[1], v[2]);
  }

  /** Empty if an edge would become shorter than {@value #LEAST_MM} mm. */
  private static Optional<FocusBox> box(double[] low, double[] high) {
    for (int axis = 0; axis < 3; axis++) {
      if (high[axis] - low[axis] < LEAST_MM) {
        return Optional.empty();
      }
    }
    return Optional.of(new FocusBox(point(low), point(high)));
  }

  /** A slice along the patient's axes: which runs to the right, which down, which across. */
  private record Side(int right, int down, int across) {

    static Optional<Side> of(SliceFrame frame) {
      int right = axis(frame.axes().right());
      int down = axis(frame.axes().down());
      return right < 0 || down < 0
          ? Optional.empty()
          : Optional.of(new Side(right, down, 3 - right - down));
    }

    /** -1 if the vector lies along none. */
    private static int axis(LpsVector v) {
      double[] n = values(v);
      for (int axis = 0; axis < 3; axis++) {
        if (Math.abs(n[axis]) > ALONG) {
          return axis;
        }
      }
      return -1;
    }

    /** A new rectangle on the slice, as deep as the box was. */
    Optional<FocusBox> drawn(FocusBox before, LpsPoint from, LpsPoint to) {
      double[] low = values(before.low());
      double[] high = values(before.high());
      for (int axis : new int[] {right, down}) {
        low[axis] = Math.min(values(from)[axis], values(to)[axis]);
        high[axis] = Math.max(values(from)[axis], values(to)[axis]);
      }
      return FocusHandles.box(low, high);
    }
  }

  /**
   * A knob: which side of the box it holds along the slice's two axes, -1 the low one, 1 the high
   * one, 0 neither; the one in the middle holds both.
   */
  private record Held(LpsPoint place, int alongRight, int alongDown) {

    boolean isMiddle() {
      return alongRight == 0 && alongDown == 0;
    }

    Optional<FocusBox> moved(FocusBox from, Side side, LpsVector by) {
      double[] low = values(from.low());
      double[] high = values(from.high());
      move(low, high, side.right(), alongRight, values(by)[side.right()]);
      move(low, high, side.down(), alongDown, values(by)[side.down()]);
      return FocusHandles.box(low, high);
    }

    private void move(double[] low, double[] high, int axis, int held, double mm) {
      low[axis] += held < 0 || isMiddle() ? mm : 0;
      high[axis] += held > 0 || isMiddle() ? mm : 0;
    }
  }

  /** The box on one slice, or its shadow if the slice passes it by. */
  private record Rectangle(FocusBox box, Side side, SliceFrame frame) {

    boolean isCut() {
      double here = values(frame.centre())[side.across()];
      return here >= values(box.low())[side.across()] && here <= values(box.high())[side.across()];
    }

    private LpsPoint at(int alongRight, int alongDown) {
      double[] p = values(frame.centre());
      p[side.right()] = along(side.right(), alongRight);
      p[side.down()] = along(side.down(), alongDown);
      return point(p);
    }

    private double along(int axis, int held) {
      double low = values(box.low())[axis];
      double high = values(box.high())[axis];
      return held < 0 ? low : held > 0 ? high : (low + high) / 2;
    }

    List<LpsPoint> outline() {
      return List.of(at(-1, -1), at(1, -1), at(1, 1), at(-1, 1), at(-1, -1));
    }

    List<Held> knobs() {
      List<Held> knobs = new ArrayList<>();
      for (int a = -1; a <= 1; a++) {
        for (int b = -1; b <= 1; b++) {
          knobs.add(new Held(at(a, b), a, b));
        }
      }
      return knobs;
    }

    /** Beside the knob in the middle, where neither letters nor scale bar stand. */
    LpsPoint beside(double mm) {
      return at(0, 0)
          .plus(frame.axes().right().times(mm))
          .plus(frame.axes().down().times(1.5 * mm));
    }
  }

  /** Where an oblique slice cuts the edges of the box, in order around their middle. */
  private static List<LpsPoint> cut(FocusBox box, SliceFrame frame) {
    List<LpsPoint> found = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      for (int corner = 0; corner < 4; corner++) {
        double[] from = values(box.low());
        from[(axis + 1) % 3] = values((corner & 1) == 0 ? box.low() : box.high())[(axis + 1) % 3];
        from[(axis + 2) % 3] = values((corner & 2) == 0 ? box.low() : box.high())[(axis + 2) % 3];
        double[] to = from.clone();
        to[axis] = values(box.high())[axis];
        double a = point(from).minus(frame.centre()).dot(frame.axes().normal());
        double b = point(to).minus(frame.centre()).dot(frame.axes().normal());
        if (a * b < 0) {
          found.add(point(from).plus(point(to).minus(point(from)).times(a / (a - b))));
        }
      }
    }
    return around(found, frame);
  }

  private static List<LpsPoint> around(List<LpsPoint> found, SliceFrame frame) {
    double x = found.stream().mapToDouble(frame::column).average().orElse(0);
    double y = found.stream().mapToDouble(frame::row).average().orElse(0);
    List<LpsPoint> ring = new ArrayList<>(found);
    ring.sort(Comparator.comparingDouble(p -> Math.atan2(frame.row(p) - y, frame.column(p) - x)));
    if (!ring.isEmpty()) {
      ring.add(ring.getFirst());
    }
    return ring;
  }
}
