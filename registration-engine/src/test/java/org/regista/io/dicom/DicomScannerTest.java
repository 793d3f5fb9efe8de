package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.io.dicom.tree.RejectedFile;
import org.regista.io.dicom.tree.SeriesIdentity;

/** Every file ends in a series or among the rejected, with a reason that a person can use. */
class DicomScannerTest {

  @TempDir Path folder;

  private RejectedFile rejected(UnaryOperator<SyntheticSlice> change) {
    change.apply(new SyntheticSlice(1)).write(folder.resolve("one"));
    return onlyRejected();
  }

  private RejectedFile onlyRejected() {
    List<RejectedFile> rejected = DicomScanner.scan(folder).rejected();
    assertThat(rejected).hasSize(1);
    return rejected.getFirst();
  }

  @Test
  void aFolderMayHoldSeveralSeriesInSubfolders() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("b"));
    for (int n = 0; n < 3; n++) {
      new SyntheticSlice(n).write(folder.resolve("a" + n));
      new SyntheticSlice(n)
          .text(Tag.SeriesInstanceUID, VR.UI, "1.9")
          .text(Tag.Modality, VR.CS, "MR")
          .text(Tag.SeriesDescription, VR.LO, "T1\u001b[31m")
          .write(sub.resolve("c" + n));
    }
    DicomScan scan = DicomScanner.scan(folder);
    assertThat(scan.rejected()).isEmpty();
    assertThat(scan.volumes())
        .extracting(s -> s.summary().line())
        .containsExactly(
            "#1 CT 2026-03-02 thorax, 3 images, UID 1.2.3.4",
            "#2 MR 2026-03-02 T1 [31m, 3 images, UID 1.9");
  }

  @Test
  void theSpaceIsTheSeriesAndNamesNobody() {
    var space =
        DicomScannerTest.identityOf(new SyntheticSlice(1).write(folder.resolve("a"))).space();
    assertThat(space.uid()).isEqualTo("1.2.3.4");
    assertThat(space.frameOfReferenceUid()).contains("1.2.3.99");
    assertThat(space.toString()).doesNotContain("Mustermann", "Erika");
  }

  private static SeriesIdentity identityOf(Path file) {
    return DicomScanner.scanOf(file).volumes().getFirst().identity();
  }

  @Test
  void oneFileFindsItsSeriesBesideIt() {
    for (int n = 0; n < 3; n++) {
      new SyntheticSlice(n).write(folder.resolve("a" + n));
      new SyntheticSlice(n)
          .text(Tag.SeriesInstanceUID, VR.UI, "1.9")
          .write(folder.resolve("b" + n));
    }
    assertThat(DicomScanner.scanOf(folder.resolve("b1")).volumes().getFirst().summary().images())
        .isEqualTo(3);
    assertThat(identityOf(folder.resolve("b1")).uid()).isEqualTo("1.9");
  }

  @Test
  void copiesAreLeftOut() throws IOException {
    new SyntheticSlice(0).write(folder.resolve("a"));
    new SyntheticSlice(1).write(folder.resolve("b"));
    Files.copy(folder.resolve("a"), folder.resolve("c"));
    RejectedFile copy = onlyRejected();
    assertThat(copy.file()).hasFileName("c");
    assertThat(copy.reason()).isEqualTo("is a copy of 'a'");
    assertThat(DicomScanner.scan(folder).volumes().getFirst().summary().problem()).isEmpty();
  }

  @Test
  void otherFilesAreNamed() throws IOException {
    Files.writeString(
        folder.resolve("readme.txt"), "no image in here, only words, and enough of them");
    assertThat(onlyRejected().reason()).startsWith("is not a DICOM file");
    assertThat(onlyRejected().lostFromSeries()).isEmpty();
  }

  @Test
  void emptyFilesAreNamed() throws IOException {
    Files.createFile(folder.resolve("empty"));
    assertThat(onlyRejected().reason()).startsWith("is not a DICOM file");
  }

  @Test
  void otherModalitiesAreNamed() {
    assertThat(rejected(s -> s.text(Tag.Modality, VR.CS, "RTSTRUCT")).reason())
        .contains("'RTSTRUCT'");
  }

  @Test
  void localizersAreLeftOut() {
    RejectedFile file =
        rejected(s -> s.text(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "LOCALIZER"));
    assertThat(file.reason()).contains("localizer");
    assertThat(file.lostFromSeries()).isEmpty();
  }

  @Test
  void listsOfFilesAreNamed() {
    assertThat(
            rejected(
                    s ->
                        s.change(
                            a ->
                                a.newSequence(Tag.DirectoryRecordSequence, 1)
                                    .add(new Attributes())))
                .reason())
        .contains("DICOMDIR");
  }

  @Test
  void multiFrameImagesAreNamed() {
    assertThat(rejected(s -> s.text(Tag.NumberOfFrames, VR.IS, "40")).reason())
        .contains("multi-frame", "40 frames", "0 frames where they lie");
  }

  @Test
  void compressedPixelsAreNamed() {
    SyntheticSlice slice = new SyntheticSlice(1);
    for (String[] syntax :
        new String[][] {
          {"1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"},
          {"1.2.840.10008.1.2.4.110", "JPEG XL"},
          {"1.2.99", "unknown"}
        }) {
      slice.write(folder.resolve("one"), syntax[0]);
      assertThat(onlyRejected().reason()).contains(syntax);
      assertThat(onlyRejected().lostFromSeries()).contains(SyntheticSlice.SERIES);
    }
  }

  @Test
  void whatAHeaderLacksIsNamed() {
    assertThat(rejected(s -> s.change(a -> a.remove(Tag.PixelSpacing))).reason())
        .contains("no Pixel Spacing");
    assertThat(rejected(s -> s.change(a -> a.remove(Tag.ImagePositionPatient))).reason())
        .contains("no Image Position");
    assertThat(rejected(s -> s.change(a -> a.remove(Tag.PixelData))).reason())
        .contains("no pixel data");
    assertThat(rejected(s -> s.change(a -> a.remove(Tag.Rows))).reason()).contains("no Rows");
    assertThat(rejected(s -> s.change(a -> a.remove(Tag.SeriesInstanceUID))).reason())
        .contains("no Series Instance UID");
  }

  @Test
  void nonsenseIsNamed() {
    assertThat(rejected(s -> s.text(Tag.PixelSpacing, VR.DS, "0", "1")).reason())
        .contains("Pixel Spacing is 0");
    assertThat(rejected(s -> s.text(Tag.PixelSpacing, VR.DS, "NaN", "1")).reason())
        .contains("Pixel Spacing");
    assertThat(rejected(s -> s.text(Tag.PixelSpacing, VR.DS, "wide", "1")).reason())
        .contains("not a number");
    assertThat(rejected(s -> s.text(Tag.PixelSpacing, VR.DS, "1")).reason())
        .contains("1 values instead of 2");
    assertThat(
            rejected(s -> s.text(Tag.ImageOrientationPatient, VR.DS, "1", "0", "0", "1", "0", "0"))
                .reason())
        .contains("not two perpendicular unit vectors");
    assertThat(rejected(s -> s.text(Tag.RescaleSlope, VR.DS, "0")).reason())
        .contains("Rescale Slope is 0");
    assertThat(rejected(s -> s.number(Tag.BitsStored, VR.US, 17)).reason())
        .contains("no possible pixel");
    assertThat(rejected(s -> s.number(Tag.BitsAllocated, VR.US, 2048)).reason())
        .contains("no possible pixel");
    assertThat(rejected(s -> s.number(Tag.SamplesPerPixel, VR.US, 3)).reason()).contains("colour");
  }

  @Test
  void aTruncatedSliceIsNamedWhereItIsLeftOut() throws IOException {
    for (int n = 0; n < 4; n++) {
      new SyntheticSlice(n).write(folder.resolve("a" + n));
    }
    Path last = folder.resolve("a3");
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length - 10));

    assertThat(onlyRejected().reason()).contains("need 24 bytes, the file has 14", "truncated");
    assertThat(DicomScanner.scan(folder).volumes().getFirst().summary().remarks())
        .singleElement()
        .asString()
        .contains("1 of its files", "'a3'", "may be missing at an end");
  }

  @Test
  void aTruncatedDeflatedSliceIsNoticedToo() throws IOException {
    Path file =
        new SyntheticSlice(1)
            .layout(64, 64, 16, 16, 15, true)
            .pixels16(new int[64 * 64])
            .write(folder.resolve("a"), SyntheticSlice.DEFLATED);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));
    assertThat(onlyRejected().reason()).contains("need 8192 bytes");
  }

  @Test
  void aMissingFolderOrFileIsSaid() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> DicomScanner.scan(missing))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("cannot be listed");
  }
}
