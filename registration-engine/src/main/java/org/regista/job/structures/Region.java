package org.regista.job.structures;

import java.util.Optional;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.rt.Structure;

/**
 * A structure as it was drawn: contours, or the share of each voxel that belongs to it. Owns the
 * shares.
 *
 * @param type RT ROI Interpreted Type: "GTV", "ORGAN"; empty if unknown
 * @param rgb colour as 0xRRGGBB
 * @param space of the image that it was drawn on
 * @param contours present if it was drawn so
 * @param shares present otherwise: 0 to 1, on a part of the grid it was drawn on
 */
public record Region(
    String name,
    String type,
    int rgb,
    Space space,
    Optional<Structure> contours,
    Optional<Volume> shares)
    implements AutoCloseable {

  public Region {
    if (contours.isPresent() == shares.isPresent()) {
      throw new IllegalArgumentException("a region of contours or of voxels");
    }
  }

  static Region of(Structure structure, Space space) {
    return new Region(
        structure.name(),
        structure.type(),
        structure.rgb(),
        space,
        Optional.of(structure),
        Optional.empty());
  }

  static Region of(String name, int rgb, Volume shares) {
    return new Region(name, "", rgb, shares.space(), Optional.empty(), Optional.of(shares));
  }

  /** The same under another name and in another colour; takes this one's place. */
  public Region named(String other, int colour) {
    return new Region(other, type, colour, space, contours, shares);
  }

  @Override
  public void close() {
    shares.ifPresent(Volume::close);
  }
}
