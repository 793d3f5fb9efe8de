package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.io.dicom.tree.RejectedFile;
import org.regista.io.dicom.tree.VolumeSummary;

/** Pitfalls 24 to 26 of the project's list: which files belong together, and whose they are. */
class IdentityPitfallsTest {

  @TempDir Path folder;

  private final PlantedVoxels planted = PlantedVoxels.axial();

  private SyntheticSlice slice(int n) {
    return planted.slice(n, planted.at(2 * n));
  }

  private Path dicomdir(String... ids) throws IOException {
    Attributes directory = new Attributes();
    directory.setString(Tag.FileSetID, VR.CS, "DISK");
    directory.setInt(Tag.FileSetConsistencyFlag, VR.US, 0);
    Sequence records = directory.newSequence(Tag.DirectoryRecordSequence, ids.length);
    for (String id : ids) {
      Attributes record = new Attributes();
      record.setInt(Tag.RecordInUseFlag, VR.US, 0xffff);
      record.setString(Tag.DirectoryRecordType, VR.CS, "IMAGE");
      record.setString(Tag.ReferencedFileID, VR.CS, id.split("/"));
      records.add(record);
    }
    Attributes meta =
        Attributes.createFileMetaInformation(
            "1.2.3", "1.2.840.10008.1.3.10", SyntheticSlice.EXPLICIT);
    Path file = folder.resolve("disk").resolve("DICOMDIR");
    Files.createDirectories(file.getParent());
    try (OutputStream stream = Files.newOutputStream(file);
        DicomOutputStream out = new DicomOutputStream(stream, SyntheticSlice.EXPLICIT)) {
      out.writeDataset(meta, directory);
      out.finish();
    }
    return file;
  }

  @Test
  void p24DirectoryWithOtherCase() throws IOException {
    Path images = Files.createDirectories(folder.resolve("disk").resolve("images"));
    for (int n = 0; n < 4; n++) {
      slice(n).write(images.resolve("im" + n));
    }
    slice(9).write(images.resolve("unnamed"));
    planted.plant(9, planted.at(18));
    Path dicomdir = dicomdir("IMAGES/IM0", "IMAGES/IM1", "images/im2", "IMAGES/IM3", "IMAGES/IM7");
    Reading.of(dicomdir)
        .whole(
            v -> {
              planted.assertPlacesIn(v);
              assertThat(v.size().nk()).isEqualTo(4);
            });
    assertThat(Reading.of(dicomdir).rejected())
        .extracting(RejectedFile::reason)
        .containsExactly("names 'IMAGES\\IM7', and there is no such file below its folder");
  }

  @Test
  void p24ADirectoryLeadsNowhereElse() throws IOException {
    Files.createDirectories(folder.resolve("disk").resolve("a"));
    for (int n = 0; n < 3; n++) {
      slice(n).write(folder.resolve("outside" + n));
      slice(n).write(folder.resolve("disk").resolve("s" + n));
    }
    Files.createSymbolicLink(folder.resolve("disk").resolve("link"), folder.resolve("outside1"));
    Path dicomdir =
        dicomdir(
            "s0",
            "s1",
            "s2",
            "../outside0",
            "a/../../outside0",
            "link",
            "/etc/passwd",
            folder.resolve("outside2").toString());
    List<Path> used = new ArrayList<>();
    DicomScanner.scan(dicomdir).volumes().forEach(v -> used.addAll(v.files()));
    assertThat(used).hasSize(3).allSatisfy(f -> assertThat(f.getParent()).hasFileName("disk"));
    assertThat(Reading.of(dicomdir).rejected())
        .hasSize(5)
        .allSatisfy(r -> assertThat(r.reason()).contains("there is no such file below"));
    Reading.of(dicomdir).whole(v -> assertThat(v.size().nk()).isEqualTo(3));
  }

  @Test
  void p25OneUidForTwoContents() {
    for (int n = 0; n < 4; n++) {
      slice(n).write(folder.resolve("s" + n));
    }
    new SyntheticSlice(2)
        .at(planted.at(4))
        .pixels16(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7)
        .write(folder.resolve("t"));
    slice(1).write(folder.resolve("u"));
    new SyntheticSlice(3)
        .at(planted.at(99))
        .text(Tag.SeriesInstanceUID, VR.UI, "1.7")
        .text(Tag.SOPInstanceUID, VR.UI, SyntheticSlice.SERIES + ".3")
        .write(folder.resolve("v"));
    assertThat(Reading.of(folder).rejected())
        .extracting(RejectedFile::reason)
        .containsExactly(
            "is kept out: it has the SOP Instance UID of 's2' but other content",
            "is a copy of 's1'",
            "is kept out: it has the SOP Instance UID of 's3' but other content");
    Reading.of(folder).whole(planted::assertWhole);
  }

  @Test
  void p26TwoPatientsInOneStudy() {
    for (int n = 0; n < 6; n++) {
      slice(n)
          .text(Tag.StudyInstanceUID, VR.UI, "1.2.5")
          .text(Tag.FrameOfReferenceUID, VR.UI, "1.2.3." + n / 3)
          .text(Tag.PatientID, VR.LO, n < 3 ? "A" : "B")
          .write(folder.resolve("s" + n));
    }
    assertWarned("its study is shared");
  }

  @Test
  void p26TwoPatientsInOneFrameOfReference() {
    for (int n = 0; n < 6; n++) {
      slice(n)
          .text(Tag.StudyInstanceUID, VR.UI, "1.2.5." + n / 3)
          .text(Tag.PatientID, VR.LO, n < 3 ? "A" : "B")
          .write(folder.resolve("s" + n));
    }
    assertWarned("its frame of reference is shared");
  }

  /** Never one volume, and each says it, also when it is read. */
  private void assertWarned(String why) {
    assertThat(Reading.of(folder).summaries())
        .extracting(VolumeSummary::images)
        .containsExactly(3, 3);
    for (String choice : List.of("1", "2")) {
      Reading.of(folder)
          .chosen(
              choice,
              v -> {
                planted.assertPlacesIn(v);
                assertThat(v.remarks()).singleElement().asString().contains("WRONG PATIENT", why);
              });
    }
    assertThat(DicomScanner.scan(folder).patients()).hasSize(2);
  }
}
