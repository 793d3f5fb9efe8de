package org.regista.app.gui.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.studies.FolderContent;
import org.regista.app.studies.StudyCatalog;
import org.regista.app.studies.StudyItem;
import org.regista.geometry.FrameRelation;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.DicomFolderFormat;
import org.regista.io.nifti.NiftiFormat;

class StudiesViewModelTest {

  private static final Path DATA = Path.of("..", "test-data");
  private static final Path SERIES = DATA.resolve("dicom_series");
  private static final Path OBJECTS = DATA.resolve("dicom_objects");

  private final List<List<Path>> opened = new ArrayList<>();
  private final VolumeFiles files =
      new VolumeFiles(List.of(new NiftiFormat(), new DicomFolderFormat()));
  private StudiesViewModel studies;

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    studies = studies();
  }

  private StudiesViewModel studies() {
    return new StudiesViewModel(
        new StudyCatalog(folder.resolve("library"), files),
        new PairChoice(opened::add),
        Runnable::run,
        Runnable::run);
  }

  private static List<StudyRow.Entry> entries(StudiesViewModel model) {
    return model.rows().get().stream()
        .filter(StudyRow.Entry.class::isInstance)
        .map(StudyRow.Entry.class::cast)
        .toList();
  }

  private static StudyRow.Entry entry(StudiesViewModel model, String modality) {
    return entries(model).stream()
        .filter(e -> e.item().modality().equals(modality))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsDroppedIsListedWithReasonsAndNotImported() {
    studies.scan(List.of(SERIES));
    StudyItem pet = entry(studies, "PT").item();
    assertThat(pet.images()).isEqualTo(54);
    assertThat(pet.date()).isEqualTo("1999-10-07");
    assertThat(pet.patient().id()).isEqualTo("STS_032");
    assertThat(pet.facts().thumbnail()).isPresent();
    assertThat(entry(studies, "PT").frameNumber()).isEqualTo(1);
    assertThat(entry(studies, "").item().description()).isEqualTo("sts032_pet_suv.nii.gz");
    assertThat(studies.dropped().get().rejected()).anyMatch(r -> r.contains("is not a DICOM file"));
    assertThat(folder.resolve("library")).doesNotExist();
  }

  @Test
  void importingIsOneActionAndTheThumbnailIsKept() {
    studies.scan(List.of(SERIES.resolve("sts032_pet")));
    studies.importDropped();
    assertThat(studies.said().get()).startsWith("Imported: 54 new");
    StudiesViewModel again = studies();
    again.refresh();
    StudyItem pet = entry(again, "PT").item();
    assertThat(pet.isUsable()).isTrue();
    int[] first = pet.facts().thumbnail().orElseThrow().argb();
    StudiesViewModel third = studies();
    third.refresh();
    assertThat(entry(third, "PT").item().facts().thumbnail().orElseThrow().argb()).isEqualTo(first);
    assertThat(folder.resolve("library/thumbnails")).isDirectoryContaining("glob:**.json");
    try (var volume = files.read(pet.facts().input().orElseThrow())) {
      assertThat(volume.size().nk()).isEqualTo(54);
    }
  }

  @Test
  void searchingShowsThePatientsOfThatName() {
    studies.scan(List.of(SERIES.resolve("sts032_pet")));
    studies.importDropped();
    StudiesViewModel searching = studies();
    searching.search("std");
    assertThat(entries(searching)).hasSize(1);
    searching.search("nobody");
    assertThat(entries(searching)).isEmpty();
  }

  @Test
  void seriesOfOneFrameHaveOneNumberAndAPairIsOpenedInItsOrder() {
    studies.scan(List.of(OBJECTS.resolve("ct"), OBJECTS.resolve("mr_moved"), SERIES));
    StudyRow.Entry ct = entry(studies, "CT");
    StudyRow.Entry mr = entry(studies, "MR");
    StudyRow.Entry pet = entry(studies, "PT");
    assertThat(ct.frameNumber()).isEqualTo(pet.frameNumber()).isNotEqualTo(mr.frameNumber());
    PairChoice choice = studies.choice();
    choice.openPair();
    assertThat(opened).isEmpty();
    choice.chooseFixed(ct.item());
    choice.chooseMoving(pet.item());
    assertThat(choice.relation().orElseThrow().kind()).isEqualTo(FrameRelation.Kind.SAME_FRAME);
    choice.chooseMoving(mr.item());
    assertThat(choice.relation().orElseThrow().kind()).isEqualTo(FrameRelation.Kind.NOT_REGISTERED);
    choice.openPair();
    assertThat(opened)
        .containsExactly(
            List.of(
                ct.item().facts().input().orElseThrow(), mr.item().facts().input().orElseThrow()));
  }

  @Test
  void anImageIsNeverBothFixedAndMoving() {
    studies.scan(List.of(SERIES.resolve("sts032_pet")));
    PairChoice choice = studies.choice();
    assertThat(choice.fixed().get()).isPresent(); // the only volume there
    choice.chooseMoving(entry(studies, "PT").item());
    assertThat(choice.fixed().get()).isEmpty();
    assertThat(choice.complete().get()).isFalse();
  }

  @Test
  void whatCannotBeReadSaysWhyAndIsNotChosen() throws Exception {
    Path single = Files.createDirectory(folder.resolve("single"));
    Files.copy(OBJECTS.resolve("ct/001.dcm"), single.resolve("001.dcm"));
    studies.scan(List.of(single));
    StudyItem item = entry(studies, "CT").item();
    assertThat(item.facts().problem()).contains("single image");
    assertThat(item.facts().thumbnail()).isPresent();
    studies.choice().chooseFixed(item);
    assertThat(studies.choice().fixed().get()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    studies.scan(List.of(folder.resolve("nothing")));
    assertThat(studies.said().get()).contains("nothing").contains("cannot be read");
    assertThat(studies.busy().get()).isFalse();
    assertThat(studies.dropped().get()).isEqualTo(FolderContent.NONE);
  }
}
