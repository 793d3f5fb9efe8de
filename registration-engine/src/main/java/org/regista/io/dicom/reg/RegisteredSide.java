package org.regista.io.dicom.reg;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.Space;
import org.regista.io.dicom.object.SourceSeries;

/**
 * One of the two series between which a registration is wanted.
 *
 * @param images its SOP Instance UIDs; empty if unknown
 * @param grid where its voxels lie; empty if unknown
 */
public record RegisteredSide(Space space, Set<String> images, Optional<GridGeometry> grid) {

  public RegisteredSide {
    images = Set.copyOf(images);
  }

  /** A side of which only the frame of reference is known. */
  public static RegisteredSide of(Space space) {
    return new RegisteredSide(space, Set.of(), Optional.empty());
  }

  public static RegisteredSide of(Space space, SourceSeries series, GridGeometry grid) {
    return new RegisteredSide(
        space,
        series.instances().stream()
            .map(SourceSeries.Instance::sopInstanceUid)
            .collect(Collectors.toSet()),
        Optional.of(grid));
  }
}
