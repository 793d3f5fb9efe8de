package org.regista.io.dicom;

import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.io.dicom.tree.RejectedFile;
import org.regista.io.dicom.tree.SeriesIdentity;
import org.regista.io.dicom.tree.VolumeSummary;

/** One volume that a scan found: its slices by header, and the files of it that cannot be used. */
public final class VolumeCandidate {

  private final int number;
  private final String part;
  private final List<SliceHeader> slices;
  private final List<RejectedFile> lost;

  /**
   * @param number in the scan, from 1
   * @param part what tells it from the other volumes of its series; empty if there is no other
   */
  VolumeCandidate(int number, String part, List<SliceHeader> slices, List<RejectedFile> lost) {
    this.number = number;
    this.part = part;
    this.slices = List.copyOf(slices);
    this.lost = List.copyOf(lost);
  }

  public int number() {
    return number;
  }

  public SeriesIdentity identity() {
    return slices.getFirst().series();
  }

  Origin origin() {
    return slices.getFirst().origin();
  }

  /** The slices in the order of the files. */
  List<SliceHeader> slices() {
    return slices;
  }

  /**
   * The slices in order on their grid.
   *
   * @throws InputDataException if a slice is lost or they do not form one evenly spaced volume
   */
  SliceStack stack() {
    if (!lost.isEmpty()) {
      RejectedFile example = lost.getFirst();
      throw new InputDataException(
          "series '%s' is incomplete: %d of its files cannot be used; '%s' %s"
              .formatted(
                  identity().label(), lost.size(), example.file().getFileName(), example.reason()));
    }
    return SliceStack.of(slices);
  }

  /** What can be said of it without reading a pixel. */
  public VolumeSummary summary() {
    try {
      SliceStack stack = stack();
      return summary(Optional.of(stack), Optional.empty());
    } catch (InputDataException e) {
      return summary(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private VolumeSummary summary(Optional<SliceStack> stack, Optional<String> problem) {
    return new VolumeSummary(
        number,
        identity(),
        part,
        slices.size(),
        stack.map(SliceStack::grid),
        stack.map(SliceStack::remarks).orElse(List.of()),
        problem);
  }
}
