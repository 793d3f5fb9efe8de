package org.regista.register;

import org.regista.geometry.AffineMap;
import org.regista.register.blocks.BlockMatching;
import org.regista.register.blocks.Correspondences;
import org.regista.register.blocks.TrimmedFit;
import org.regista.register.plan.BlockStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a {@link BlockStage}: match, fit, and again with the moving image moved there. A
 * coarse level at which a small image has too few blocks is left out.
 */
final class BlockSolver {

  /** A round that moves the patient by less than this share of the spacing is the last. */
  private static final double TOLERANCE = 0.005;

  private static final Logger LOG = LoggerFactory.getLogger(BlockSolver.class);

  private final ImagePair images;
  private final Monitor monitor;

  BlockSolver(ImagePair images, Monitor monitor) {
    this.images = images;
    this.monitor = monitor;
  }

  /**
   * @param start fixed to moving, LPS mm
   * @return the same, better
   */
  AffineMap solve(BlockStage stage, AffineMap start) {
    AffineMap inFixed = AffineMap.IDENTITY;
    for (int n = 0; n < stage.levels().size() && (n == 0 || !monitor.endsEarly()); n++) {
      inFixed = solveLevel(stage, n, inFixed, start);
      monitor.placed(inFixed.andThen(start));
    }
    return inFixed.andThen(start);
  }

  /**
   * The motion E of the fixed space in the map {@code start o E}, so that a rigid E stays rigid.
   */
  private AffineMap solveLevel(BlockStage stage, int number, AffineMap inFixed, AffineMap start) {
    BlockStage.Level level = stage.levels().get(number);
    try (ImagePair.Level pair = images.at(level.spacingMm())) {
      BlockMatching matching =
          new BlockMatching(
              pair.fixed(),
              images.fixedMask(),
              pair.moving(),
              images.movingMask(),
              level.spacingMm(),
              stage.busiest(),
              images.threads());
      AffineMap found = inFixed;
      for (int n = 0; n < level.iterations(); n++) {
        Correspondences pairs = matching.match(found.andThen(start));
        double done = (number + (double) n / level.iterations()) / stage.levels().size();
        monitor.iterated(stage.label(), number, n, pairs.likeness(), done);
        if (number + 1 < stage.levels().size() && !TrimmedFit.possible(pairs, stage.keep())) {
          LOG.debug("{} blocks at {} mm: too few, left out", pairs.count(), level.spacingMm());
          break;
        }
        AffineMap before = found;
        found = TrimmedFit.of(pairs.movedBy(before), stage.freedom(), stage.keep());
        double movedMm = PoseDistance.mm(images.fixed().grid(), before, found);
        if (movedMm < TOLERANCE * level.spacingMm()) {
          break;
        }
      }
      return found;
    }
  }
}
