package org.regista.io.dicom.seg;

import org.regista.image.Volume;

/**
 * A segment with its voxels; owns them.
 *
 * @param mask share of each voxel that belongs to it, 0 to 1
 */
public record SegmentMask(Segment segment, Volume mask) implements AutoCloseable {

  @Override
  public void close() {
    mask.close();
  }
}
