package org.regista.app.gui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.Cases;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.Session;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.io.VolumeFiles;
import org.regista.io.VoxelType;
import org.regista.io.dicom.DicomFolderFormat;
import org.regista.io.nifti.NiftiFormat;
import org.regista.viewers.slice.RegistrationBadge;

class ShellViewModelTest {

  private final VolumeFiles files =
      new VolumeFiles(List.of(new NiftiFormat(), new DicomFolderFormat()));
  private final ViewerViewModel viewer = new ViewerViewModel(Runnable::run);
  private final Queue<Runnable> background = new ArrayDeque<>();
  private final ShellViewModel shell =
      new ShellViewModel(
          new Session(files, folder -> Cases.ctAndPet()),
          viewer,
          RecentWork.forThisRun(),
          background::add,
          Runnable::run);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    viewer.close();
  }

  private void finishLoading() {
    for (Runnable job = background.poll(); job != null; job = background.poll()) {
      job.run();
    }
  }

  @Test
  void aResultFolderIsOpenedWithItsBadge() throws IOException {
    Files.createFile(folder.resolve(Session.RESULT_FILE));
    shell.open(List.of(folder));
    assertThat(shell.busy().get()).isTrue();
    assertThat(shell.activity().get()).startsWith("Opening ");
    finishLoading();
    assertThat(shell.busy().get()).isFalse();
    assertThat(shell.activity().get()).isEmpty();
    assertThat(shell.title().get()).isEqualTo("CT ⟷ PET – Regista");
    assertThat(viewer.shown().get().orElseThrow().loaded().badge().text())
        .isEqualTo("REGISTERED by rigid MI 2026-11-23, not signed");
  }

  @Test
  void twoImagesAreShownAsNotRegistered() {
    Path fixed = folder.resolve("a.nii.gz");
    Path moving = folder.resolve("b.nii");
    try (LoadedCase pair = Cases.ctAndPet()) {
      files.write(pair.scene().fixed(), VoxelType.FLOAT32, fixed);
      files.write(pair.scene().moving(), VoxelType.FLOAT32, moving);
    }
    shell.open(List.of(fixed, moving));
    finishLoading();
    LoadedCase loaded = viewer.shown().get().orElseThrow().loaded();
    assertThat(loaded.badge().text()).isEqualTo("NOT REGISTERED");
    assertThat(loaded.scene().fixed().space().label()).isEqualTo("a.nii.gz");
    assertThat(loaded.isDeformable()).isFalse();
  }

  @Test
  void oneFrameOfReferenceIsSaidAndTrusted() {
    Path pet = Path.of("..", "test-data", "dicom_series", "sts032_pet");
    shell.open(List.of(pet, pet));
    finishLoading();
    RegistrationBadge badge = viewer.shown().get().orElseThrow().loaded().badge();
    assertThat(badge.text()).isEqualTo("SAME FRAME OF REFERENCE, as scanned");
    assertThat(badge.trust()).isEqualTo(RegistrationBadge.Trust.CERTAIN);
  }

  @Test
  void whatCannotBeOpenedIsSaidAndTheOldCaseStays() {
    viewer.show(Cases.ctAndPet());
    LoadedCase before = viewer.shown().get().orElseThrow().loaded();
    shell.open(List.of(folder.resolve("missing.nii"), folder.resolve("b.nii")));
    finishLoading();
    assertThat(shell.message().get()).contains("missing.nii").contains("does not exist");
    assertThat(viewer.shown().get().orElseThrow().loaded()).isSameAs(before);
    shell.dismissMessage();
    assertThat(shell.message().get()).isEmpty();
  }

  @Test
  void aFaultIsSaidAndTheWindowStaysUsable() throws IOException {
    Files.createFile(folder.resolve(Session.RESULT_FILE));
    Session faulty =
        new Session(
            files,
            f -> {
              throw new IllegalStateException("a field without a grid");
            });
    ShellViewModel model =
        new ShellViewModel(faulty, viewer, RecentWork.forThisRun(), Runnable::run, Runnable::run);
    model.open(List.of(folder));
    assertThat(model.busy().get()).isFalse();
    assertThat(model.message().get())
        .contains(folder.toString(), "fault in Regista", "a field without a grid");
  }

  @Test
  void oneImageAloneWaitsForTheOther() {
    Path pet = Path.of("..", "test-data", "dicom_series", "sts032_pet");
    shell.open(List.of(pet));
    finishLoading();
    assertThat(shell.message().get()).contains("sts032_pet", "will be the fixed image");
    assertThat(viewer.shown().get()).isEmpty();
    shell.open(List.of(pet));
    finishLoading();
    assertThat(shell.message().get()).isEmpty();
    assertThat(viewer.shown().get()).isPresent();
  }

  @Test
  void aDismissedImageIsForgotten() throws IOException {
    shell.open(List.of(folder.resolve("a.nii")));
    shell.dismissMessage();
    shell.open(List.of(folder.resolve("b.nii")));
    assertThat(shell.message().get()).contains("'b.nii' will be the fixed image");
  }

  @Test
  void whatWasOpenedIsRememberedInAFile() throws IOException {
    Path list = folder.resolve("state").resolve("recent.txt");
    Path result = Files.createDirectory(folder.resolve("result"));
    Files.createFile(result.resolve(Session.RESULT_FILE));
    ShellViewModel model =
        new ShellViewModel(
            new Session(files, f -> Cases.ctAndPet()),
            viewer,
            RecentWork.in(list),
            Runnable::run,
            Runnable::run);
    model.open(List.of(result));
    RecentWork later = RecentWork.in(list);
    assertThat(later.entries()).hasSize(1);
    assertThat(later.entries().getFirst().title()).isEqualTo("result");
    Files.delete(result.resolve(Session.RESULT_FILE));
    Files.delete(result);
    assertThat(later.entries()).as("what is gone is not offered").isEmpty();
  }

  @Test
  void tooManyFilesAreExplained() {
    shell.open(List.of(folder, folder, folder, folder, folder, folder));
    finishLoading();
    assertThat(shell.message().get()).startsWith("6 files were given");
  }
}
