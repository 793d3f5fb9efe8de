package org.regista.io.dicom.tree;

import java.util.List;
import java.util.Optional;
import org.regista.geometry.GridGeometry;

/**
 * What a person wants to know of a volume before reading it.
 *
 * @param number by which a person chooses it among those of a scan, from 1
 * @param part what tells it from the other volumes of its series, as "echo time 4.92 ms"; empty if
 *     there is no other
 * @param images the number of images found
 * @param grid where the voxels will lie, LPS mm; empty if they are no volume
 * @param intensities how they are made of the stored values, or why not; empty if they are as
 *     stored
 * @param remarks what is doubtful about its geometry, as sentences; they stay with the volume and
 *     ask for a review of what is made of it
 * @param observations what is unusual about its geometry and too small to matter; they stay, too
 * @param problem why they are no volume, as a sentence; empty if they are one
 */
public record VolumeSummary(
    int number,
    SeriesIdentity identity,
    String part,
    int images,
    Optional<GridGeometry> grid,
    String intensities,
    List<String> remarks,
    List<String> observations,
    Optional<String> problem) {

  public VolumeSummary {
    remarks = List.copyOf(remarks);
    observations = List.copyOf(observations);
  }

  /** One line: number, label, images and UID, by which a person can tell volumes apart. */
  public String line() {
    String which = part.isEmpty() ? identity.label() : identity.label() + ", " + part;
    return "#%d %s, %d images, UID %s".formatted(number, which, images, identity.uid());
  }
}
