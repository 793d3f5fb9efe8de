package org.regista.quality.region;

import java.util.Locale;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * A part of an image, given in its own LPS mm.
 *
 * @param name what a person calls it
 * @param halfMm half the edges of a box along the patient's axes; three times the radius of a
 *     sphere
 */
public record Region(String name, Shape shape, LpsPoint centre, LpsVector halfMm, Cut cut) {

  /** What bounds a region. */
  public enum Shape {
    SPHERE,
    BOX
  }

  public Region {
    if (!(halfMm.x() > 0 && halfMm.y() > 0 && halfMm.z() > 0 && halfMm.lengthMm() < 1e5)) {
      throw new IllegalArgumentException("a region of +-" + halfMm + " mm");
    }
    if (shape == Shape.SPHERE && (halfMm.x() != halfMm.y() || halfMm.y() != halfMm.z())) {
      throw new IllegalArgumentException("a sphere with the radii " + halfMm);
    }
  }

  public static Region sphere(String name, LpsPoint centre, double radiusMm, Cut cut) {
    LpsVector half = new LpsVector(radiusMm, radiusMm, radiusMm);
    return new Region(name, Shape.SPHERE, centre, half, cut);
  }

  public Region withCut(Cut c) {
    return new Region(name, shape, centre, halfMm, c);
  }

  public Region withCentre(LpsPoint p) {
    return new Region(name, shape, p, halfMm, cut);
  }

  public Region withHalfMm(LpsVector half) {
    return new Region(name, shape, centre, half, cut);
  }

  public Region withShape(Shape s) {
    double mean = (halfMm.x() + halfMm.y() + halfMm.z()) / 3;
    return new Region(name, s, centre, new LpsVector(mean, mean, mean), cut);
  }

  /** Whether a place lies in the shape, whatever its intensity. */
  public boolean encloses(LpsPoint p) {
    LpsVector d = p.minus(centre);
    return shape == Shape.SPHERE
        ? d.lengthMm() <= halfMm.x()
        : Math.abs(d.x()) <= halfMm.x()
            && Math.abs(d.y()) <= halfMm.y()
            && Math.abs(d.z()) <= halfMm.z();
  }

  /** "sphere of 20 mm radius, from 41 % of its maximum on". */
  public String words() {
    String bounds =
        shape == Shape.SPHERE
            ? String.format(Locale.ROOT, "sphere of %.4g mm radius", halfMm.x())
            : String.format(
                Locale.ROOT,
                "box of %.4g x %.4g x %.4g mm",
                2 * halfMm.x(),
                2 * halfMm.y(),
                2 * halfMm.z());
    return bounds + ", " + cut.words();
  }
}
