package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.tree.RejectedFile;
import org.regista.io.dicom.tree.VolumeSummary;

/** What the program makes of a folder, asked as a user asks. */
final class Reading {

  private final Path folder;

  Reading(Path folder) {
    this.folder = folder;
  }

  static Reading of(Path folder) {
    return new Reading(folder);
  }

  List<VolumeSummary> summaries() {
    return DicomScanner.scan(folder).volumes().stream().map(VolumeCandidate::summary).toList();
  }

  List<RejectedFile> rejected() {
    return DicomScanner.scan(folder).rejected();
  }

  /** The only volume of the folder. */
  void whole(Consumer<Volume> check) {
    chosen("", check);
  }

  void chosen(String choice, Consumer<Volume> check) {
    Path path = choice.isEmpty() ? folder : Path.of(folder + "#" + choice);
    try (Volume volume = new VolumeFiles(List.of(new DicomFolderFormat())).read(path)) {
      check.accept(volume);
    }
  }

  /** Nothing is read, and the reason contains all of these. */
  void refused(String... parts) {
    assertThatThrownBy(() -> whole(volume -> {}))
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll(parts);
  }

  /** So many volumes, all of them readable, with what tells them apart. */
  void parts(String... parts) {
    assertThat(summaries()).extracting(VolumeSummary::part).containsExactly(parts);
    assertThat(summaries()).allSatisfy(v -> assertThat(v.problem()).isEmpty());
  }
}
