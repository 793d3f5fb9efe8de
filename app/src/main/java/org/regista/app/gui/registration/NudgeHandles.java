package org.regista.app.gui.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.app.gui.viewer.SliceHandles;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.slice.SliceFrame;

/**
 * While the moving image is placed by hand, a drag moves it in the plane of the slice, and a drag
 * at the knob of the ring turns it about the crosshair.
 */
final class NudgeHandles implements SliceHandles {

  /** Of the shorter side of the picture. */
  private static final double RADIUS = 0.32;

  private static final String AT_REST = "turn";
  private static final int CORNERS = 48;
  private static final double KNOB_RAD = Math.PI / 4;

  private final PlacementViewModel model;
  private double turnedRad;
  private String doing = AT_REST;

  NudgeHandles(PlacementViewModel model) {
    this.model = model;
  }

  @Override
  public List<Shape> shapes(SliceFrame frame) {
    Optional<LpsPoint> centre = model.crosshair();
    if (!model.manual().get() || centre.isEmpty()) {
      return List.of();
    }
    List<LpsPoint> ring = new ArrayList<>();
    for (int n = 0; n <= CORNERS; n++) {
      ring.add(onRing(frame, centre.get(), 2 * Math.PI * n / CORNERS));
    }
    LpsPoint knob = onRing(frame, centre.get(), KNOB_RAD + turnedRad);
    return List.of(
        new Line(ring, true),
        new Knob(knob, true),
        new Words(knob.plus(frame.axes().right().times(10 * frame.mmPerPixel())), doing));
  }

  private static LpsPoint onRing(SliceFrame frame, LpsPoint centre, double angleRad) {
    double mm = RADIUS * Math.min(frame.width(), frame.height()) * frame.mmPerPixel();
    return centre
        .plus(frame.axes().right().times(mm * Math.cos(angleRad)))
        .plus(frame.axes().down().times(mm * Math.sin(angleRad)));
  }

  @Override
  public Optional<Grip> grip(SliceFrame frame, LpsPoint at, double reachMm) {
    Optional<LpsPoint> centre = model.crosshair();
    Optional<AffineMap> now = model.linear();
    if (!model.manual().get() || centre.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    boolean turns = onRing(frame, centre.get(), KNOB_RAD).distanceMm(at) <= 2 * reachMm;
    return Optional.of(
        turns ? new Turn(frame, centre.get(), at, now.get()) : new Move(at, now.get()));
  }

  private final class Move implements Grip {
    private final LpsPoint from;
    private final AffineMap before;
    private LpsVector by = LpsVector.ZERO;

    Move(LpsPoint from, AffineMap before) {
      this.from = from;
      this.before = before;
    }

    @Override
    public void dragTo(LpsPoint place) {
      by = place.minus(from);
      // what is shown at x comes from T(x): the picture moves by d if T is asked at x - d
      doing = "%.1f mm".formatted(by.lengthMm());
      model.preview(AffineMap.translation(by.times(-1)).andThen(before));
    }

    @Override
    public void release() {
      doing = AT_REST;
      if (by.lengthMm() > 0) {
        model.keepPreview("move by %.1f mm".formatted(by.lengthMm()));
      }
    }
  }

  private final class Turn implements Grip {
    private final SliceFrame frame;
    private final LpsPoint centre;
    private final double startRad;
    private final AffineMap before;

    Turn(SliceFrame frame, LpsPoint centre, LpsPoint from, AffineMap before) {
      this.frame = frame;
      this.centre = centre;
      this.startRad = angle(from);
      this.before = before;
    }

    /** Clockwise on the picture. */
    private double angle(LpsPoint p) {
      LpsVector v = p.minus(centre);
      return Math.atan2(v.dot(frame.axes().down()), v.dot(frame.axes().right()));
    }

    @Override
    public void dragTo(LpsPoint place) {
      turnedRad = Math.IEEEremainder(angle(place) - startRad, 2 * Math.PI);
      doing = "%.1f°".formatted(Math.toDegrees(turnedRad));
      LpsVector away = frame.axes().right().cross(frame.axes().down());
      model.preview(PlacementViewModel.rotation(centre, away, -turnedRad).andThen(before));
    }

    @Override
    public void release() {
      double degrees = Math.abs(Math.toDegrees(turnedRad));
      turnedRad = 0;
      doing = AT_REST;
      model.keepPreview("turn by %.1f degrees".formatted(degrees));
    }
  }
}
