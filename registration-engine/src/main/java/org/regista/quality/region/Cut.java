package org.regista.quality.region;

import java.util.Locale;

/**
 * Which voxels inside a shape count.
 *
 * @param level share of the largest intensity in the shape for {@link Kind#SHARE_OF_MAXIMUM}, an
 *     intensity for {@link Kind#AT_LEAST}, 0 for {@link Kind#NONE}
 */
public record Cut(Kind kind, double level) {

  /** By what voxels are chosen. */
  public enum Kind {
    /** All. */
    NONE,
    /**
     * From a share of the largest intensity on, and joined to the voxel that has it by faces: the
     * isocontour of EANM's guideline for FDG (Boellaard et al. 2015,
     * doi:10.1007/s00259-014-2961-x).
     */
    SHARE_OF_MAXIMUM,
    /** From an intensity on, joined or not. */
    AT_LEAST
  }

  public static final Cut NONE = new Cut(Kind.NONE, 0);

  /** The 41 % of EANM's guideline. */
  public static final Cut EANM_41 = new Cut(Kind.SHARE_OF_MAXIMUM, 0.41);

  public Cut {
    boolean good =
        switch (kind) {
          case NONE -> level == 0;
          case SHARE_OF_MAXIMUM -> level > 0 && level <= 1;
          case AT_LEAST -> Double.isFinite(level);
        };
    if (!good) {
      throw new IllegalArgumentException("a cut of %s %g".formatted(kind, level));
    }
  }

  /** "from 41 % of its maximum on". */
  public String words() {
    return switch (kind) {
      case NONE -> "all of it";
      case SHARE_OF_MAXIMUM ->
          String.format(Locale.ROOT, "from %.3g %% of its maximum on", 100 * level);
      case AT_LEAST -> String.format(Locale.ROOT, "from %.4g on", level);
    };
  }
}
