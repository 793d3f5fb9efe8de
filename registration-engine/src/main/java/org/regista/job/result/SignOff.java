package org.regista.job.result;

import java.util.List;
import org.regista.quality.tg132.Check;
import org.regista.quality.tg132.Tolerances;

/**
 * What a person has found of a result, and stands for.
 *
 * @param name who signed
 * @param signed when, ISO 8601 in UTC
 * @param level of uncertainty as in the report form of AAPM TG-132: 0 the whole scan is aligned
 *     (about 1 mm), 1 locally aligned (about 1 mm), 2 usable with risk of deformation, 3 for
 *     diagnosis only, 4 not acceptable
 * @param tolerances that the checks were held against
 * @param checks as they stood
 * @param seen what was looked at in the visual review
 */
public record SignOff(
    String name,
    String signed,
    int level,
    String comment,
    Tolerances tolerances,
    List<Check> checks,
    List<String> seen) {

  /** What each level means, from 0. */
  public static final List<String> LEVELS =
      List.of(
          "whole scan aligned (about 1 mm)",
          "locally aligned (about 1 mm)",
          "usable with risk of deformation",
          "diagnosis only",
          "not acceptable");

  public SignOff {
    checks = List.copyOf(checks);
    seen = List.copyOf(seen);
    if (name.isBlank() || level < 0 || level >= LEVELS.size()) {
      throw new IllegalArgumentException(
          "a signature needs a name and a level from 0 to %d, not '%s' and %d"
              .formatted(LEVELS.size() - 1, name, level));
    }
  }
}
