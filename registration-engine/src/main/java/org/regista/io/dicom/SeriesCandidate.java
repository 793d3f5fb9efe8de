package org.regista.io.dicom;

import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;

/** One series that a scan found: its slices by header, and the files of it that cannot be used. */
public final class SeriesCandidate {

  private final List<SliceHeader> slices;
  private final List<RejectedFile> lost;

  SeriesCandidate(List<SliceHeader> slices, List<RejectedFile> lost) {
    this.slices = List.copyOf(slices);
    this.lost = List.copyOf(lost);
  }

  public SeriesIdentity identity() {
    return slices.getFirst().series();
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
  public SeriesSummary summary() {
    try {
      SliceStack stack = stack();
      return new SeriesSummary(
          identity(), slices.size(), Optional.of(stack.grid()), stack.remarks(), Optional.empty());
    } catch (InputDataException e) {
      return new SeriesSummary(
          identity(),
          slices.size(),
          Optional.empty(),
          List.of(),
          Optional.of(String.valueOf(e.getMessage())));
    }
  }
}
