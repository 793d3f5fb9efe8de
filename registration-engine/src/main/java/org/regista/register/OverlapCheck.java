package org.regista.register;

import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.compute.Similarity;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;

/**
 * How much the two images share, and what follows. The share is that of the fixed image (of its
 * mask, if there is one) which the moving one covers, or, without a mask, that of the moving image
 * which lies in the fixed one, whichever is larger: a slab of a leg shares all of itself with a
 * whole body.
 */
final class OverlapCheck {

  private static final double REFUSED_BELOW = 0.1;
  private static final double DOUBTFUL_BELOW = 0.25;
  private static final double SPACING_MM = 8;
  private static final int SAMPLES = 4000;
  private static final int STEPS = 32;

  /** A result this near to the headers' pose agrees with them. */
  private static final double NEAR_MM = 30;

  private static final String REMEDY =
      "are they of the same region? If so, pick a box around what both show (--fixed-mask,"
          + " --moving-mask)";

  private OverlapCheck() {}

  /**
   * @throws InputDataException if a registration from here would be a guess
   */
  static void require(ImagePair images, double share) {
    if (share < REFUSED_BELOW) {
      throw new InputDataException(
          "%s; %s, let the program search (--init search), or start from landmarks (--init FILE)"
              .formatted(sentence(images, share), REMEDY));
    }
  }

  /** A sentence if there is little in common where the registration ended. */
  static Optional<String> warn(ImagePair images, double share) {
    return share < DOUBTFUL_BELOW
        ? Optional.of(sentence(images, share) + "; check the result with care")
        : Optional.empty();
  }

  /** A sentence if the headers say that there is little in common, and the result contradicts. */
  static Optional<String> warnOfHeaders(ImagePair images, double headerShare, AffineMap found) {
    double mm = PoseDistance.mm(images.fixed().grid(), AffineMap.IDENTITY, found);
    return headerShare < REFUSED_BELOW && mm > NEAR_MM
        ? Optional.of(
            "by their headers %s, and the result moves them by %.0f mm; %s or start from landmarks (--init FILE)"
                .formatted(sentence(images, headerShare), mm, REMEDY))
        : Optional.empty();
  }

  private static String sentence(ImagePair images, double share) {
    return "'%s' and '%s' share only %.0f %%"
        .formatted(images.fixed().space().label(), images.moving().space().label(), 100 * share);
  }

  /** The share under a map from fixed to moving, LPS mm. */
  static double share(ComputeBackend backend, ImagePair images, AffineMap fixedToMoving) {
    double ofFixed = ofFixed(backend, images, fixedToMoving);
    return images.fixedMask().isPresent()
        ? ofFixed
        : Math.max(
            ofFixed,
            ofMoving(images.moving().grid(), images.fixed().grid(), fixedToMoving.inverse()));
  }

  private static double ofFixed(ComputeBackend backend, ImagePair images, AffineMap fixedToMoving) {
    try (ImagePair.Level level = images.at(SPACING_MM);
        LinearObjective objective =
            SampledObjective.open(backend, images, level, new Similarity.MeanSquares(), SAMPLES)) {
      return objective.evaluate(objective.centred(fixedToMoving)).overlap();
    }
  }

  private static double ofMoving(GridGeometry moving, GridGeometry fixed, AffineMap toFixed) {
    AffineMap toIndex = toFixed.andThen(fixed.lpsToIndex());
    GridSize size = moving.size();
    int inside = 0;
    for (int k = 0; k < STEPS; k++) {
      for (int j = 0; j < STEPS; j++) {
        for (int i = 0; i < STEPS; i++) {
          LpsPoint p =
              moving.toLps(
                  new VoxelIndex(middle(i, size.ni()), middle(j, size.nj()), middle(k, size.nk())));
          double x = toIndex.row0(p.x(), p.y(), p.z());
          double y = toIndex.row1(p.x(), p.y(), p.z());
          double z = toIndex.row2(p.x(), p.y(), p.z());
          inside += fixed.size().encloses(x, y, z) ? 1 : 0;
        }
      }
    }
    return inside / Math.pow(STEPS, 3);
  }

  /** The middle of the n-th of {@value #STEPS} parts of an axis, in voxels. */
  private static double middle(int n, int length) {
    return (n + 0.5) / STEPS * length - 0.5;
  }
}
