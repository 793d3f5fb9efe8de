package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;

/** What a user meets who gives a folder, or one file, where an image is asked for. */
class DicomFolderFormatTest {

  @TempDir Path folder;

  private final VolumeFiles files = new VolumeFiles(List.of(new DicomFolderFormat()));

  private void writeSeries(String name, String uid, int count) {
    for (int n = 0; n < count; n++) {
      new SyntheticSlice(n)
          .text(Tag.SeriesInstanceUID, VR.UI, uid)
          .text(Tag.SeriesDescription, VR.LO, name)
          .write(folder.resolve(name + n + ".dcm"));
    }
  }

  @Test
  void aFolderWithOneSeriesIsAnImage() throws IOException {
    writeSeries("a", "1.1", 3);
    Files.writeString(folder.resolve("readme.txt"), "about the images");
    try (Volume volume = files.read(folder)) {
      assertThat(volume.size()).hasToString("4x3x3");
      assertThat(volume.space().uid()).isEqualTo("1.1");
    }
  }

  @Test
  void severalSeriesAreListed() {
    writeSeries("a", "1.1", 3);
    writeSeries("b", "1.2", 2);
    assertThatThrownBy(() -> files.read(folder).close())
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll(
            "holds 2 volumes",
            "#1 CT 2026-03-02 a, 3 images, UID 1.1; #2 CT 2026-03-02 b, 2 images, UID 1.2",
            "choose one as");
  }

  @Test
  void oneFileStandsForItsSeries() {
    writeSeries("a", "1.1", 3);
    writeSeries("b", "1.2", 2);
    try (Volume volume = files.read(folder.resolve("b0.dcm"))) {
      assertThat(volume.size()).hasToString("4x3x2");
      assertThat(volume.space().uid()).isEqualTo("1.2");
    }
  }

  @Test
  void aFileThatIsNoSliceSaysWhatItIs() {
    Path file =
        new SyntheticSlice(1).text(Tag.Modality, VR.CS, "SR").write(folder.resolve("report.dcm"));
    assertThatThrownBy(() -> files.read(file).close())
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll("report.dcm", "modality 'SR'");
  }

  @Test
  void aFolderWithoutImagesIsSaid() throws IOException {
    assertThatThrownBy(() -> files.read(folder).close()).hasMessageContaining("it is empty");
    Files.writeString(folder.resolve("readme.txt"), "nothing here");
    assertThatThrownBy(() -> files.read(folder).close())
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll("holds no DICOM series", "'readme.txt' is not a DICOM file");
  }

  @Test
  void otherFilesAreNotClaimed() {
    assertThat(new DicomFolderFormat().recognises(folder.resolve("x"), new byte[512])).isFalse();
    assertThat(new DicomFolderFormat().recognises(folder.resolve("x"), new byte[10])).isFalse();
  }
}
