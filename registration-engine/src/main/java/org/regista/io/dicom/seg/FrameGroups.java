package org.regista.io.dicom.seg;

import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;

/** Functional groups of a multi-frame object (PS3.3 C.7.6.16): shared, or of one frame. */
final class FrameGroups {

  private final String name;
  private final Attributes shared;
  private final List<Attributes> perFrame;

  FrameGroups(Attributes object, String name) {
    this.name = name;
    Attributes first = object.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    this.shared = first == null ? new Attributes() : first;
    Sequence frames = object.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    this.perFrame = frames == null ? List.of() : frames;
  }

  int frames() {
    return perFrame.size();
  }

  /** The group of a frame, else the shared one. */
  Optional<Attributes> group(int frame, int sequence) {
    Attributes own = perFrame.get(frame).getNestedDataset(sequence);
    return Optional.ofNullable(own == null ? shared.getNestedDataset(sequence) : own);
  }

  /** Exactly {@code count} finite numbers of a group. */
  double[] numbers(int frame, int sequence, int tag, int count) {
    double @Nullable [] values;
    try {
      values = group(frame, sequence).map(g -> g.getDoubles(tag)).orElse(null);
    } catch (RuntimeException e) {
      values = null;
    }
    if (values == null || values.length != count) {
      throw new InputDataException(
          "'%s': frame %d lacks attribute (%04X,%04X)"
              .formatted(name, frame + 1, tag >>> 16, tag & 0xffff));
    }
    for (double value : values) {
      if (!(Math.abs(value) < 1e6)) {
        throw new InputDataException(
            "'%s': frame %d has %s in (%04X,%04X)"
                .formatted(name, frame + 1, value, tag >>> 16, tag & 0xffff));
      }
    }
    return values;
  }
}
