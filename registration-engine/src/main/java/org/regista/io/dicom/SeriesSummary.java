package org.regista.io.dicom;

import java.util.List;
import java.util.Optional;
import org.regista.geometry.GridGeometry;

/**
 * What a person wants to know of a series before reading it.
 *
 * @param images the number of images found
 * @param grid where the voxels will lie, LPS mm; empty if they are no volume
 * @param remarks what to know of its geometry, as sentences: gantry tilt, slightly uneven slices
 * @param problem why they are no volume, as a sentence; empty if they are one
 */
public record SeriesSummary(
    SeriesIdentity identity,
    int images,
    Optional<GridGeometry> grid,
    List<String> remarks,
    Optional<String> problem) {

  public SeriesSummary {
    remarks = List.copyOf(remarks);
  }

  /** One line: label, number of images and UID, by which a person can tell series apart. */
  public String line() {
    return "%s, %d images, UID %s".formatted(identity.label(), images, identity.uid());
  }
}
