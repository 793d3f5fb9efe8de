package org.regista.job.structures;

import java.util.Optional;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.Space;

/** Where the two images of a pair lie. */
public record ImagePairGrids(
    Space fixed, GridGeometry fixedGrid, Space moving, GridGeometry movingGrid) {

  private static final double SAME_GRID_MM = 0.01;

  /** One of the two. */
  public enum Image {
    FIXED,
    MOVING
  }

  public Space space(Image image) {
    return image == Image.FIXED ? fixed : moving;
  }

  /** The image in a frame of reference; the fixed one if both are. */
  Optional<Image> inFrame(String frameUid) {
    Optional<String> frame = Optional.of(frameUid).filter(uid -> !uid.isBlank());
    if (frame.isPresent() && frame.equals(fixed.frameOfReferenceUid())) {
      return Optional.of(Image.FIXED);
    }
    return frame.isPresent() && frame.equals(moving.frameOfReferenceUid())
        ? Optional.of(Image.MOVING)
        : Optional.empty();
  }

  /** The image whose voxels a grid has; the fixed one if both do. */
  Optional<Image> withGrid(GridGeometry grid) {
    if (grid.sameAs(fixedGrid, SAME_GRID_MM)) {
      return Optional.of(Image.FIXED);
    }
    return grid.sameAs(movingGrid, SAME_GRID_MM) ? Optional.of(Image.MOVING) : Optional.empty();
  }

  /** Both frames, for messages. */
  String framesInWords() {
    return "the fixed image '%s' in %s, the moving image '%s' in %s"
        .formatted(
            fixed.label(),
            fixed.frameOfReferenceUid().orElse("none"),
            moving.label(),
            moving.frameOfReferenceUid().orElse("none"));
  }
}
