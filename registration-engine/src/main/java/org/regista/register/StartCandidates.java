package org.regista.register;

import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.preprocess.Foreground;

/**
 * Poses from which a multi-start may climb: by the headers, by the grids' middles and by the
 * foregrounds' centres, each turned about all three axes in steps of {@value #STEP_DEGREES} degrees
 * up to {@value #MOST_DEGREES}. Mutual information of heads at 8 mm leads home from about half a
 * step more.
 */
final class StartCandidates {

  private static final int STEP_DEGREES = 25;
  private static final int MOST_DEGREES = 50;
  private static final double[] SHIFTS_MM = {-40, -20, 20, 40};

  private StartCandidates() {}

  /**
   * The poses, fixed to moving, LPS mm.
   *
   * @param level both images at a coarse resolution; their foregrounds give the centres
   */
  static List<AffineMap> of(ImagePair images, ImagePair.Level level) {
    LpsPoint fixedCentre = Foreground.centre(level.fixed(), images.fixedMask());
    LpsPoint movingCentre = Foreground.centre(level.moving(), images.movingMask());
    LpsPoint fixedMiddle = images.fixed().grid().centre();
    LpsPoint movingMiddle = images.moving().grid().centre();
    List<AffineMap> candidates = new ArrayList<>();
    addTurned(candidates, fixedMiddle, LpsVector.ZERO);
    addTurned(candidates, fixedMiddle, movingMiddle.minus(fixedMiddle));
    addTurned(candidates, fixedCentre, movingCentre.minus(fixedCentre));
    return candidates;
  }

  private static void addTurned(List<AffineMap> into, LpsPoint centre, LpsVector shift) {
    for (LpsVector turn : turnsRad()) {
      into.add(turned(centre, turn.x(), turn.y(), turn.z(), shift));
    }
  }

  /** Rotation vectors, rad: every combination of the steps about the three axes. */
  static List<LpsVector> turnsRad() {
    List<LpsVector> turns = new ArrayList<>();
    for (int x = -MOST_DEGREES; x <= MOST_DEGREES; x += STEP_DEGREES) {
      for (int y = -MOST_DEGREES; y <= MOST_DEGREES; y += STEP_DEGREES) {
        for (int z = -MOST_DEGREES; z <= MOST_DEGREES; z += STEP_DEGREES) {
          turns.add(new LpsVector(Math.toRadians(x), Math.toRadians(y), Math.toRadians(z)));
        }
      }
    }
    return turns;
  }

  /** A pose moved along each axis of the patient. */
  static List<AffineMap> shifted(AffineMap pose) {
    List<AffineMap> shifted = new ArrayList<>();
    for (double mm : SHIFTS_MM) {
      shifted.add(pose.andThen(AffineMap.translation(new LpsVector(mm, 0, 0))));
      shifted.add(pose.andThen(AffineMap.translation(new LpsVector(0, mm, 0))));
      shifted.add(pose.andThen(AffineMap.translation(new LpsVector(0, 0, mm))));
    }
    return shifted;
  }

  /** x -> R (x - centre) + centre + shift, R the turn about the vector (rx, ry, rz), rad. */
  static AffineMap turned(LpsPoint centre, double rx, double ry, double rz, LpsVector shift) {
    LpsVector c = new LpsVector(centre.x(), centre.y(), centre.z());
    return AffineMap.translation(c.times(-1))
        .andThen(Rotations.ofVector(rx, ry, rz))
        .andThen(AffineMap.translation(c.plus(shift)));
  }
}
