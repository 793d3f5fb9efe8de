package org.regista.io.dicom;

import java.util.ArrayList;
import java.util.List;
import org.regista.image.VolumeNotes;

/**
 * Gathers what is to be said of a volume's geometry, graded: a remark asks for a review of whatever
 * is made of the volume, an observation does not. An observation is what moves no voxel by more
 * than {@link SliceStack#LARGEST_MISPLACEMENT_MM}, or follows from the positions in the files
 * alone.
 */
final class GeometryNotes {

  private final List<String> remarks = new ArrayList<>();
  private final List<String> observations = new ArrayList<>();

  void remark(String sentence) {
    remarks.add(sentence);
  }

  void observe(String sentence) {
    observations.add(sentence);
  }

  /**
   * All that was said.
   *
   * @param intensities as {@link VolumeNotes} has them
   */
  VolumeNotes with(String intensities) {
    return new VolumeNotes(remarks, observations, intensities);
  }
}
