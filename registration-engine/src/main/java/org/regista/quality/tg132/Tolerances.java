package org.regista.quality.tg132;

import java.util.List;

/**
 * What is asked of a registration. By default the rows of Table III of the report of AAPM Task
 * Group 132 (Brock et al. 2017, doi:10.1002/mp.12256), as quoted by a public implementation: target
 * registration error, mean distance to agreement and consistency within the largest voxel
 * dimension, about 2 to 3 mm; Dice within the uncertainty of contouring, about 0.80 to 0.90; no
 * negative Jacobian determinant.
 *
 * @param source whom the numbers come from
 * @param distanceMm for target registration error, distance to agreement and consistency; 0 for the
 *     largest voxel edge of either image
 * @param leastDice for each structure
 */
public record Tolerances(String name, String source, double distanceMm, double leastDice) {

  private static final String REPORT = "AAPM TG-132 Table III, doi:10.1002/mp.12256";

  public static final Tolerances TG132 = new Tolerances("TG-132", REPORT + ": one voxel", 0, 0.8);

  public static final Tolerances STEREOTACTIC =
      new Tolerances("TG-132, stereotactic", REPORT + ": 1 mm", 1, 0.8);

  public Tolerances {
    if (!(distanceMm >= 0 && distanceMm <= 100 && leastDice >= 0 && leastDice <= 1)) {
      throw new IllegalArgumentException(
          "tolerances of %s mm and a Dice of %s; 0 to 100 mm and 0 to 1 are possible"
              .formatted(distanceMm, leastDice));
    }
  }

  /** Those that ship with the program. */
  public static List<Tolerances> all() {
    return List.of(TG132, STEREOTACTIC);
  }

  /** Numbers of a department's own. */
  public static Tolerances own(double distanceMm, double leastDice) {
    return new Tolerances("own", "set by the user", distanceMm, leastDice);
  }

  /** The distance that is allowed for images whose largest voxel edge is {@code voxelMm}. */
  double allowedMm(double voxelMm) {
    return distanceMm > 0 ? distanceMm : voxelMm;
  }
}
