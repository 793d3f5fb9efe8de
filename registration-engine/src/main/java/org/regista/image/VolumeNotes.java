package org.regista.image;

import java.util.List;

/**
 * What a reader has to say of a volume; whoever shows or records the volume says it too.
 *
 * @param remarks what was done to the geometry or is doubtful about it, in sentences; they ask for
 *     a review
 * @param observations what is unusual about the geometry and moves no voxel as far as would matter
 *     to a registration, in sentences; they ask for nothing
 * @param intensities how the intensities were made of what is stored, or why they are not what one
 *     would want; empty if they are as stored
 */
public record VolumeNotes(List<String> remarks, List<String> observations, String intensities) {

  /** Nothing to say. */
  public static final VolumeNotes NONE = new VolumeNotes(List.of(), List.of(), "");

  public VolumeNotes {
    remarks = List.copyOf(remarks);
    observations = List.copyOf(observations);
  }
}
