package org.regista.io.dicom.reg;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.AffineMap;

/**
 * One item of a registration sequence.
 *
 * @param frame UID of the source frame of reference; empty if only images are named
 * @param images SOP Instance UIDs of the images that it speaks of; empty if it speaks of the frame
 * @param matrices of a Spatial Registration, in the order of the file
 * @param before pre-deformation matrix of a Deformable Spatial Registration
 * @param grid null if there is none
 * @param after post-deformation matrix
 */
record StatedItem(
    String frame,
    Set<String> images,
    List<StatedMatrix> matrices,
    Optional<StatedMatrix> before,
    @Nullable VectorGrid grid,
    Optional<StatedMatrix> after) {

  StatedItem {
    images = Set.copyOf(images);
    matrices = List.copyOf(matrices);
  }

  /** Whether it speaks of this side: of one of its images, or else of its frame. */
  boolean concerns(RegisteredSide side) {
    if (!images.isEmpty() && !side.images().isEmpty()) {
      return side.images().stream().anyMatch(images::contains);
    }
    return !frame.isEmpty() && side.space().frameOfReferenceUid().equals(Optional.of(frame));
  }

  /** Whether it moves nothing. */
  boolean isIdentity() {
    return grid == null
        && matrices.stream().allMatch(StatedMatrix::isIdentity)
        && before.stream().allMatch(StatedMatrix::isIdentity)
        && after.stream().allMatch(StatedMatrix::isIdentity);
  }

  /** Source to registered, with the first matrix of the file applied first. */
  AffineMap firstMatrixFirst() {
    AffineMap all = AffineMap.IDENTITY;
    for (StatedMatrix matrix : matrices) {
      all = all.andThen(matrix.map());
    }
    return all;
  }

  /** Source to registered, with the last matrix of the file applied first. */
  AffineMap lastMatrixFirst() {
    AffineMap all = AffineMap.IDENTITY;
    for (StatedMatrix matrix : matrices.reversed()) {
      all = all.andThen(matrix.map());
    }
    return all;
  }
}
