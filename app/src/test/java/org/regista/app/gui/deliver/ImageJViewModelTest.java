package org.regista.app.gui.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.io.Opener;
import ij.measure.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.Cases;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.work.Preferences;

/** ImageJ is played by a script that notes what it is given; its own reader reads the stacks. */
final class ImageJViewModelTest {

  private final ViewerViewModel viewer = new ViewerViewModel(Runnable::run);

  @TempDir private Path place;

  @AfterEach
  void close() {
    viewer.close();
  }

  private ImageJViewModel model(Map<String, String> environment) {
    return new ImageJViewModel(
        viewer, place.resolve("preferences.json"), environment, Runnable::run, Runnable::run);
  }

  private Path program(String name) throws IOException {
    Path program =
        Files.createFile(
            place.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String notes = "printf '%%s\\n' \"$@\" > '%1$s.part' && mv '%1$s.part' '%1$s'\n";
    Files.writeString(program, "#!/bin/sh\n" + notes.formatted(place.resolve("given")));
    return program;
  }

  private List<String> given() throws IOException {
    Path notes = place.resolve("given");
    Instant latest = Instant.now().plus(Duration.ofSeconds(20));
    while (!Files.exists(notes) && Instant.now().isBefore(latest)) {
      Thread.onSpinWait();
    }
    return Files.readAllLines(notes);
  }

  @Test
  void thePairArrivesAsCalibratedStacksOnOneGrid() throws IOException {
    program("fiji");
    viewer.show(Cases.ctAndPet());
    ImageJViewModel model = model(Map.of("PATH", "/nowhere:" + place));
    model.open();
    assertThat(model.said().get()).contains("Handed to", "fiji");
    List<ImagePlus> stacks = given().stream().map(new Opener()::openImage).toList();
    for (ImagePlus stack : stacks) {
      Calibration c = stack.getCalibration();
      assertThat(stack.getStackSize()).isEqualTo(12);
      assertThat(c.getUnit()).isEqualTo("mm");
      assertThat(List.of(c.pixelWidth, c.pixelHeight, c.pixelDepth)).containsExactly(1., 1.5, 4.);
      assertThat(c.xOrigin).isEqualTo(20);
    }
    // the ball at LPS (4, -3, 2), in the PET too, which lay beside it
    assertThat(stacks.get(0).getStack().getVoxel(24, 13, 6)).isEqualTo(80);
    assertThat(stacks.get(0).getStack().getVoxel(1, 1, 0)).isEqualTo(-900);
    assertThat(stacks.get(1).getStack().getVoxel(24 - 8, 13, 6)).isEqualTo(8);
    assertThat(stacks.get(1).getStack().getVoxel(24 - 11, 13, 6)).isEqualTo(0.5);
  }

  @Test
  void theProgramOfThePreferencesGoesFirst() throws IOException {
    Path mine = program("mine");
    Preferences.USUAL.withImageJ(mine.toString()).write(place.resolve("preferences.json"));
    viewer.show(Cases.ctAndPet());
    model(Map.of()).open();
    assertThat(given()).hasSize(2);
  }

  @Test
  void whatIsMissingIsSaidWithItsRemedy() {
    ImageJViewModel model = model(Map.of("PATH", place.toString()));
    model.open();
    assertThat(model.said().get()).contains("Open two images first");
    viewer.show(Cases.ctAndPet());
    model.open();
    assertThat(model.said().get()).contains("no ImageJ or Fiji", "Preferences");
    Preferences.USUAL.withImageJ("/nowhere/fiji").write(place.resolve("preferences.json"));
    model.open();
    assertThat(model.said().get()).contains("'/nowhere/fiji'", "not a program");
  }

  @Test
  void preferencesWithoutImageJAreKept() throws IOException {
    Path file = place.resolve("preferences.json");
    Files.writeString(file, "{\"textPercent\": 130, \"keepDays\": 7}");
    assertThat(Preferences.read(file)).isEqualTo(new Preferences(130, 7, ""));
  }
}
