package org.regista.compute;

/** How alike the fixed and the warped moving image are; every measure grows with likeness. */
public sealed interface Similarity {

  /**
   * Mattes mutual information in nats, zero-order fixed and cubic B-spline moving Parzen windows
   * (Mattes et al. 2003, doi:10.1109/TMI.2003.809072).
   */
  record MutualInformation(int bins) implements Similarity {
    public MutualInformation {
      if (bins < 8 || bins > 256) {
        throw new IllegalArgumentException(bins + " histogram bins; 8 to 256 are possible");
      }
    }
  }

  /** Squared correlation coefficient over the whole overlap, in [0, 1]. */
  record GlobalCorrelation() implements Similarity {}

  /**
   * Mean over voxels of the squared correlation within a window of side 2 radius + 1 voxels, in [0,
   * 1] (Avants et al. 2008, doi:10.1016/j.media.2007.06.004, with the exact adjoint gradient).
   */
  record LocalCorrelation(int radiusVoxels) implements Similarity {
    public LocalCorrelation {
      if (radiusVoxels < 1 || radiusVoxels > 8) {
        throw new IllegalArgumentException(
            "radius of " + radiusVoxels + " voxels; 1 to 8 are possible");
      }
    }
  }

  /** Negative mean squared difference of the intensities, for images with one intensity scale. */
  record MeanSquares() implements Similarity {}

  /**
   * Negative mean squared difference of the descriptors of self-similarity, for images of different
   * modalities (MIND-SSC; Heinrich et al. 2013, doi:10.1007/978-3-642-40811-3_24).
   *
   * @param radiusVoxels half the side of the patches that are compared, without their centre
   * @param distanceVoxels from a voxel to the neighbours that are compared with each other
   */
  record Mind(int radiusVoxels, int distanceVoxels) implements Similarity {
    public Mind {
      if (radiusVoxels < 1 || radiusVoxels > 3 || distanceVoxels < 1 || distanceVoxels > 4) {
        throw new IllegalArgumentException(
            "descriptors of radius %d and distance %d voxels; 1 to 3 and 1 to 4 are possible"
                .formatted(radiusVoxels, distanceVoxels));
      }
    }
  }
}
