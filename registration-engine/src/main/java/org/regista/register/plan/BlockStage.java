package org.regista.register.plan;

import java.util.List;
import org.regista.compute.Similarity;

/**
 * A rigid or affine stage by block matching, coarse to fine: small blocks of the fixed image are
 * looked for in the moving one, and the map follows the share of them that agree best. What only
 * one image shows (a tumour, a resection) does not pull at it, and contrasts may differ.
 *
 * @param busiest share of the blocks that are looked for, those with most variance first, in (0, 1]
 * @param keep share of the correspondences that the map follows, in (0, 1]
 */
public record BlockStage(
    LinearStage.Freedom freedom, List<Level> levels, double busiest, double keep) implements Stage {

  /**
   * @param spacingMm both images are smoothed to about this spacing and compared in cubes of it
   * @param iterations rounds of matching, at most
   */
  public record Level(double spacingMm, int iterations) {
    public Level {
      if (!(spacingMm > 0) || iterations < 1) {
        throw new IllegalArgumentException(
            "a level of %d rounds of block matching at %g mm".formatted(iterations, spacingMm));
      }
    }
  }

  public BlockStage {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || !inUnit(busiest) || !inUnit(keep)) {
      throw new IllegalArgumentException(
          "a %s stage of %d levels by block matching, the busiest %g of the blocks, keeping %g; at least one level, shares above 0, at most 1"
              .formatted(freedom, levels.size(), busiest, keep));
    }
  }

  private static boolean inUnit(double share) {
    return share > 0 && share <= 1;
  }

  /** Blocks are found whatever the contrasts, so others beside them are to compare so, too. */
  @Override
  public Similarity similarity() {
    return new Similarity.MutualInformation(32);
  }

  @Override
  public String label() {
    return freedom.label();
  }
}
