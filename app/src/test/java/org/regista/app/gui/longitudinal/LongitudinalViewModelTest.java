package org.regista.app.gui.longitudinal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.studies.PairChoice;
import org.regista.app.gui.studies.PairResultsViewModel;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.studies.StudyCatalog;
import org.regista.app.studies.StudyItem;
import org.regista.app.studies.TimePointReader;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.VoxelType;
import org.regista.io.nifti.NiftiFormat;
import org.regista.register.Cancellation;
import org.regista.viewers.state.IntensityWindow;
import org.testfx.util.WaitForAsyncUtils;

class LongitudinalViewModelTest {

  private static final List<String> NAMES =
      List.of("b 2026-03-01.nii", "a 2026-05-01.nii", "c 2026-01-01.nii");

  private final VolumeFiles files = new VolumeFiles(List.of(new NiftiFormat()));
  private LongitudinalViewModel model;
  private List<StudyItem> items = List.of();

  @TempDir private Path folder;

  @BeforeEach
  void images() {
    for (int n = 0; n < NAMES.size(); n++) {
      write(folder.resolve("images").resolve(NAMES.get(n)), 100 * (n + 1));
    }
    items =
        new StudyCatalog(folder.resolve("library"), files)
            .scan(List.of(folder.resolve("images")), share -> {}, new Cancellation())
            .items();
    PairChoice choice = new PairChoice(paths -> {});
    PairResultsViewModel results =
        new PairResultsViewModel(folder.resolve("work"), choice, Runnable::run, Runnable::run);
    model =
        new LongitudinalViewModel(
            new TimePointReader(files), results, Runnable::run, Runnable::run, Runnable::run);
  }

  /** A bright block; brightness differs as it does between scans of MR. */
  private void write(Path file, float bright) {
    Objects.requireNonNull(file.getParent()).toFile().mkdirs();
    GridSize size = new GridSize(16, 16, 8);
    GridGeometry grid =
        GridGeometry.axisAligned(size, new LpsVector(2, 2, 3), new LpsPoint(-15, -15, -10));
    NativeBuffer voxels = NativeBuffer.allocate(size.voxelCount());
    for (int k = 2; k < 6; k++) {
      for (int j = 4; j < 12; j++) {
        for (int i = 4; i < 12; i++) {
          voxels.set(size.offset(i, j, k), bright);
        }
      }
    }
    try (Volume volume = new Volume(Space.named("t"), grid, IntensityUnit.ARBITRARY, voxels)) {
      files.write(volume, VoxelType.FLOAT32, file);
    }
  }

  private ViewerViewModel viewer(int column) {
    return model.points().get().get(column).viewer();
  }

  private List<String> dates() {
    return model.points().get().stream().map(p -> p.item().date()).toList();
  }

  @Test
  void columnsStandInTheOrderOfTimeAndTheFirstIsTheBaseline() {
    model.compare(items, Optional.empty());
    assertThat(dates()).containsExactly("2026-01-01", "2026-03-01", "2026-05-01");
    assertThat(model.baseline().orElseThrow().date()).isEqualTo("2026-01-01");
    assertThat(model.unregistered()).hasSize(2);
    assertThat(model.points().get().get(1).loaded().orElseThrow().badge().text())
        .isEqualTo("NOT REGISTERED");
  }

  @Test
  void theChosenFixedImageIsTheBaseline() {
    model.compare(items, items.stream().filter(i -> i.date().contains("-05-")).findFirst());
    assertThat(dates()).containsExactly("2026-05-01", "2026-01-01", "2026-03-01");
  }

  @Test
  void oneCrosshairAndZoomForAll() {
    model.compare(items, Optional.empty());
    LpsPoint place = new LpsPoint(3, -2, 4);
    viewer(2).placeCrosshair(place);
    viewer(1).zoom(2);
    for (int n = 0; n < 3; n++) {
      var camera = viewer(n).shown().get().orElseThrow().state().camera();
      assertThat(camera.crosshair()).isEqualTo(place);
      assertThat(camera.zoom()).isEqualTo(2);
    }
  }

  @Test
  void theWindowOfMrIsSharedInProportionToEachScan() {
    model.compare(items, Optional.empty());
    IntensityWindow first = viewer(0).shown().get().orElseThrow().state().fixed().window();
    IntensityWindow second = viewer(1).shown().get().orElseThrow().state().moving().window();
    assertThat(first.upper()).isEqualTo(300, offset(1.0));
    assertThat(second.upper()).isEqualTo(100, offset(1.0));
    viewer(0)
        .setWindow(ViewerViewModel.LayerChoice.FIXED, new IntensityWindow(0, first.upper() / 2));
    assertThat(viewer(1).shown().get().orElseThrow().state().moving().window().upper())
        .isEqualTo(second.upper() / 2, offset(0.5));
  }

  @Test
  void valuesThatMeanTheSameShareTheWindowAsItIs() {
    IntensityWindow chosen = new IntensityWindow(0, 10);
    IntensityWindow auto = new IntensityWindow(0, 5);
    IntensityWindow other = new IntensityWindow(0, 8);
    assertThat(LinkedLooks.converted(chosen, auto, other, true)).isEqualTo(chosen);
    assertThat(LinkedLooks.converted(chosen, auto, other, false).upper()).isEqualTo(16);
  }

  @Test
  void oneAloneOrSixAreNotCompared() {
    model.compare(items.subList(0, 1), Optional.empty());
    assertThat(model.open().get()).isFalse();
    assertThat(model.said().get()).contains("two to five");
  }

  @Test
  void closingGivesAllMemoryBackOnce() {
    model.compare(items, Optional.empty());
    List<Volume> read =
        model.points().get().stream().map(p -> p.loaded().orElseThrow().scene().moving()).toList();
    model.close();
    assertThat(model.points().get()).isEmpty();
    for (Volume volume : read) {
      assertThatThrownBy(() -> volume.at(0, 0, 0)).isInstanceOf(IllegalStateException.class);
    }
    model.close();
  }

  @Test
  void oneThatFailsDoesNotStopTheOthers() throws Exception {
    Workplace place =
        new Workplace(folder.resolve("work"), List.of("false"), List.of(), List.of(), "test");
    RegisterAllViewModel all = new RegisterAllViewModel(place, () -> {}, Runnable::run);
    all.run(items.getFirst(), items.subList(1, 3), "");
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !all.running().get());
    assertThat(all.said().get()).startsWith("0 of 2 registered.").contains("b 2026", "c 2026");
  }

  @Test
  void thePresetSuitsThePair() {
    assertThat(RegisterAllViewModel.usualPreset(of("MR"), of("MR"))).isEqualTo("mri-followup");
    assertThat(RegisterAllViewModel.usualPreset(of("MR"), of("CT"))).isEqualTo("ct-mri");
    assertThat(RegisterAllViewModel.usualPreset(of("PT"), of("MR"))).isEqualTo("pet-mri");
    assertThat(RegisterAllViewModel.usualPreset(of("CT"), of("CT"))).isEqualTo("generic");
  }

  private StudyItem of(String modality) {
    StudyItem any = items.getFirst();
    return new StudyItem("k", any.patient(), "", modality, "", 1, any.facts());
  }
}
