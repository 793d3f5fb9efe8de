package org.regista.io.dicom;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.regista.io.dicom.tree.RejectedFile;

/**
 * The files of a series that none of its volumes uses. Whether one is missing is decided by the
 * places of the slices alone; these files are named then, because they may be what is missing.
 *
 * @param unusable damaged, truncated or unreadable; they may have been slices of any volume
 * @param strays single images of another matrix, direction or frame of reference
 */
record LeftOut(List<RejectedFile> unusable, List<RejectedFile> strays) {

  private static final int MOST_NAMED = 3;

  LeftOut {
    unusable = List.copyOf(unusable);
    strays = List.copyOf(strays);
  }

  /** To be added to the reason why a volume is refused; empty if nothing was left out. */
  String behindARefusal() {
    return unusable.isEmpty() && strays.isEmpty()
        ? ""
        : "; what is missing may be among its files that cannot be used: "
            + named(Stream.concat(unusable.stream(), strays.stream()).toList());
  }

  /** Slices may be missing at an end of a volume without damaged files; that asks for a review. */
  void note(String series, GeometryNotes notes) {
    if (!unusable.isEmpty()) {
      notes.remark(
          "%s: %d of its files cannot be used and are left out; the slices without them are evenly spaced, but some may be missing at an end: %s"
              .formatted(series, unusable.size(), named(unusable)));
    }
    if (!strays.isEmpty()) {
      notes.observe(
          "%s: %d of its files are left out: %s".formatted(series, strays.size(), named(strays)));
    }
  }

  private static String named(List<RejectedFile> files) {
    return files.stream()
            .limit(MOST_NAMED)
            .map(file -> "'%s' %s".formatted(file.file().getFileName(), file.reason()))
            .collect(Collectors.joining("; "))
        + (files.size() > MOST_NAMED ? "; and %d more".formatted(files.size() - MOST_NAMED) : "");
  }
}
