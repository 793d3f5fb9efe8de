package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;

/**
 * A bad file in a good series: what remains is read if nothing is missing without it, and else the
 * gap is told together with the file that may be the cause.
 */
class LeftOutFilesTest {

  @TempDir Path folder;

  private final PlantedVoxels planted = PlantedVoxels.oblique();

  @BeforeEach
  void six() {
    for (int n = 0; n < 6; n++) {
      planted.slice(n, planted.at(3 * n)).write(folder.resolve("s" + n));
    }
  }

  private void truncate(String name) {
    try {
      byte[] all = Files.readAllBytes(folder.resolve(name));
      Files.write(folder.resolve(name), Arrays.copyOf(all, all.length - 7));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertSlices(Volume volume, int first, int count) {
    planted.assertPlacesIn(volume);
    assertThat(volume.size().nk()).isEqualTo(count);
    assertThat(volume.at(0, 0, 0)).isEqualTo(1 + 12 * first);
  }

  @Test
  void atAnEndTheRestIsReadAndAskedToBeLookedAt() {
    truncate("s5");
    Reading.of(folder)
        .whole(
            v -> {
              assertSlices(v, 0, 5);
              assertThat(v.remarks())
                  .singleElement()
                  .asString()
                  .contains("1 of its files", "'s5' cannot be used", "need 24 bytes");
            });
  }

  @Test
  void inTheMiddleTheGapIsToldWithTheFile() {
    truncate("s2");
    Reading.of(folder).refused("('s1' and 's3') are 6.00 mm apart", "'s2' cannot be used");
    Reading.of(folder)
        .chosen("1:even", v -> assertThat(v.remarks()).anyMatch(r -> r.contains("'s2' cannot")));
  }

  @Test
  void ofAPlaceThatIsThereNothingIsMissing() {
    planted.slice(2, planted.at(6)).write(folder.resolve("again"));
    truncate("again");
    Reading.of(folder)
        .whole(
            v -> {
              planted.assertWhole(v);
              assertThat(v.remarks()).singleElement().asString().contains("'again' cannot");
            });
  }

  @Test
  void everySecondOneLeavesSlicesAtTheirPlaces() {
    List.of("s1", "s3", "s5").forEach(this::truncate);
    Reading.of(folder)
        .whole(
            v -> {
              planted.assertPlacesIn(v);
              assertThat(v.size().nk()).isEqualTo(3);
              assertThat(v.remarks()).singleElement().asString().contains("3 of its files");
            });
  }

  @Test
  void withoutAPositionInAHeaderToo() {
    planted
        .slice(9, planted.at(30))
        .change(a -> a.remove(Tag.ImagePositionPatient))
        .write(folder.resolve("lost"));
    Reading.of(folder)
        .whole(
            v -> {
              assertSlices(v, 0, 6);
              assertThat(v.remarks()).singleElement().asString().contains("no Image Position");
            });
  }

  @Test
  void aStrayOfAnotherSizeDirectionOrFrameIsSetAside() throws IOException {
    new SyntheticSlice(20)
        .layout(6, 6, 16, 16, 15, true)
        .pixels16(new int[36])
        .write(folder.resolve("size"));
    PlantedVoxels coronal = PlantedVoxels.along(new LpsVector(1, 0, 0), new LpsVector(0, 0, -1));
    coronal.slice(21, coronal.at(0)).write(folder.resolve("scout"));
    planted
        .slice(22, planted.at(18))
        .text(Tag.FrameOfReferenceUID, VR.UI, "1.2.3.55")
        .write(folder.resolve("frame"));
    Reading.of(folder)
        .whole(
            v -> {
              assertSlices(v, 0, 6);
              assertThat(v.remarks()).isEmpty();
              assertThat(v.observations())
                  .singleElement()
                  .asString()
                  .contains("3 of its files are left out", "'size'", "'scout'", "'frame'");
            });
    assertThat(Reading.of(folder).rejected()).hasSize(3);
    assertThatThrownBy(() -> Reading.of(folder.resolve("size")).whole(v -> {}))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("the only image of 6 x 6 pixels");

    Files.delete(folder.resolve("s3"));
    Reading.of(folder).refused("('s2' and 's4') are 6.00 mm apart", "'size' is the only image");
  }

  /** It may be what somebody wants, and has slices of its own at its places. */
  @Test
  void aSingleImageOfAnotherEchoStaysAChoice() {
    planted.slice(7, planted.at(3)).text(Tag.EchoTime, VR.DS, "99").write(folder.resolve("echo"));
    Reading.of(folder).refused("holds 2 volumes");
  }
}
