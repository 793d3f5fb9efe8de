package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.regista.image.Volume;
import org.regista.io.dicom.tree.VolumeSummary;

/**
 * Pitfalls 10 to 12 of the project's list: several volumes in one series, several frames in one
 * file, several slices in one frame. Every voxel is a marker.
 */
class SplittingPitfallsTest {

  private static final String ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1";
  private static final String ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1";
  private static final String ENHANCED_PET = "1.2.840.10008.5.1.4.1.1.130";

  @TempDir Path folder;

  /** Two volumes of four slices, of which each slice says by {@code mark} to which it belongs. */
  private Path two(PlantedVoxels planted, String name, BiConsumer<SyntheticSlice, Integer> mark)
      throws IOException {
    Path series = Files.createDirectory(folder.resolve(name));
    for (int n = 0; n < 8; n++) {
      SyntheticSlice slice = planted.slice(n, planted.at(2.5 * Math.floorDiv(n, 2)));
      mark.accept(slice.text(Tag.Modality, VR.CS, "MR"), n);
      slice.write(series.resolve("s" + (n * 3) % 8));
    }
    return series;
  }

  private static void assertTwo(Path series, PlantedVoxels planted, String first, String second) {
    Reading reading = Reading.of(series);
    assertThat(reading.summaries())
        .extracting(VolumeSummary::part)
        .containsExactlyInAnyOrder(first, second);
    for (String choice : List.of("1", "2")) {
      reading.chosen(
          choice,
          v -> {
            planted.assertPlacesIn(v);
            int parity = numberOf(v, 0) % 2;
            for (int k = 0; k < 4; k++) {
              assertThat(numberOf(v, k) % 2).as("of one volume").isEqualTo(parity);
            }
          });
    }
    assertThat(reading.summaries()).extracting(VolumeSummary::images).containsExactly(4, 4);
  }

  private static int numberOf(Volume volume, int k) {
    return ((int) volume.at(0, 0, k) - 1) / (PlantedVoxels.ROWS * PlantedVoxels.COLUMNS);
  }

  @Test
  void p10EchoesBValuesPhasesAndTimes() throws IOException {
    PlantedVoxels p = PlantedVoxels.oblique();
    Path echo = two(p, "echo", (s, n) -> s.text(Tag.EchoTime, VR.DS, n % 2 == 0 ? "4.92" : "7.38"));
    assertTwo(echo, p, "echo time 4.92 ms", "echo time 7.38 ms");
    Path b =
        two(
            p,
            "b",
            (s, n) ->
                s.change(a -> a.setDouble(Tag.DiffusionBValue, VR.FD, n % 2 == 0 ? 0 : 1000)));
    assertTwo(b, p, "b-value 0 s/mm2", "b-value 1000 s/mm2");
    Path siemens =
        two(
            p,
            "siemens",
            (s, n) ->
                s.change(
                    a ->
                        a.setString(
                            "SIEMENS MR HEADER", 0x0019100C, VR.IS, n % 2 == 0 ? "50" : "800")));
    assertTwo(siemens, p, "b-value 50 s/mm2", "b-value 800 s/mm2");
    Path type =
        two(
            p,
            "type",
            (s, n) -> s.text(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", n % 2 == 0 ? "M" : "P"));
    assertTwo(type, p, "image type ORIGINAL\\PRIMARY\\M", "image type ORIGINAL\\PRIMARY\\P");
    Path acquisition =
        two(
            p,
            "acquisition",
            (s, n) -> s.text(Tag.AcquisitionNumber, VR.IS, String.valueOf(1 + n % 2)));
    assertTwo(acquisition, p, "acquisition 1", "acquisition 2");
    // times that go on from slice to slice: by their order at each place
    Path trigger =
        two(p, "trigger", (s, n) -> s.text(Tag.TriggerTime, VR.DS, 40 * (n % 2) + n + ".5"));
    assertTwo(trigger, p, "", "");
    Path content =
        two(
            p,
            "content",
            (s, n) -> s.text(Tag.ContentTime, VR.TM, "10111" + n % 2 + "." + n + "00000"));
    assertTwo(content, p, "", "");
  }

  @Test
  void p10WhatNothingTellsApartIsRefused() throws IOException {
    PlantedVoxels p = PlantedVoxels.axial();
    Path nothing = two(p, "nothing", (s, n) -> s.text(Tag.Modality, VR.CS, "MR"));
    Reading.of(nothing).refused("different images at one position", "'s0' and 's3'");
    // a number of its own for each slice tells nothing about volumes
    Path each =
        two(p, "each", (s, n) -> s.text(Tag.AcquisitionNumber, VR.IS, String.valueOf(n + 1)));
    Reading.of(each).refused("different images at one position");
  }

  @ParameterizedTest
  @CsvSource({
    "MR, " + ENHANCED_MR + ", " + SyntheticSlice.EXPLICIT,
    "CT, " + ENHANCED_CT + ", " + SyntheticSlice.IMPLICIT,
    "PT, " + ENHANCED_PET + ", " + SyntheticSlice.DEFLATED,
    "MR, " + ENHANCED_MR + ", " + SyntheticSlice.BIG_ENDIAN
  })
  void p11MultiFrame(String modality, String sopClass, String syntax) {
    PlantedVoxels planted = PlantedVoxels.oblique();
    EnhancedImage image = new EnhancedImage(planted, modality, sopClass);
    int[] order = {3, 0, 4, 1, 2};
    for (int n : order) {
      image.frame(n, planted.at(3.3 * n), frame -> {});
    }
    image.write(folder.resolve("frames"), syntax);
    Reading.of(folder).whole(planted::assertWhole);
  }

  @Test
  void p11FramesOfSeveralVolumesWithTheirOwnScale() {
    PlantedVoxels planted = PlantedVoxels.oblique();
    EnhancedImage image = new EnhancedImage(planted, "MR", ENHANCED_MR);
    for (int n = 0; n < 8; n++) {
      int echo = n % 2;
      image.frame(
          n,
          planted.at(-4 * Math.floorDiv(n, 2)),
          frame -> {
            EnhancedImage.group(frame, Tag.MREchoSequence)
                .setDouble(Tag.EffectiveEchoTime, VR.FD, 2.5 + 2.5 * echo);
            Attributes scale = EnhancedImage.group(frame, Tag.PixelValueTransformationSequence);
            scale.setString(Tag.RescaleSlope, VR.DS, "1");
            scale.setString(Tag.RescaleIntercept, VR.DS, echo == 0 ? "0" : "1000");
          });
    }
    image.write(folder.resolve("frames"), SyntheticSlice.EXPLICIT);
    Reading.of(folder).parts("echo time 2.5 ms", "echo time 5 ms");
    Reading.of(folder).chosen("1", planted::assertPlacesIn);
    Reading.of(folder).chosen("echo time 5", v -> assertThat(v.at(0, 0, 0)).isGreaterThan(1000));
    Reading.of(folder).refused("holds 2 volumes");
  }

  @Test
  void p11MissingFramesAndGroupsAreRefused() throws IOException {
    PlantedVoxels planted = PlantedVoxels.axial();
    EnhancedImage gap = new EnhancedImage(planted, "CT", ENHANCED_CT);
    for (int n : new int[] {0, 1, 2, 4, 5}) {
      gap.frame(n, planted.at(2 * n), frame -> {});
    }
    Path one = Files.createDirectory(folder.resolve("one"));
    gap.write(one.resolve("frames"), SyntheticSlice.EXPLICIT);
    Reading.of(one).refused("'frames, frame 3' and 'frames, frame 4'", "4.00 mm apart");

    EnhancedImage fewer = new EnhancedImage(planted, "CT", ENHANCED_CT);
    fewer.frame(0, planted.at(0), frame -> {}).frame(1, planted.at(2), frame -> {});
    Path two = Files.createDirectory(folder.resolve("two"));
    fewer.image().text(Tag.NumberOfFrames, VR.IS, "3").write(two.resolve("frames"));
    Reading.of(two).refused("'frames'", "3 frames", "2 frames where they lie");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "-1, 2", "1, 1"})
  void p12Mosaic(int direction, int version) {
    PlantedVoxels planted = PlantedVoxels.oblique();
    MosaicImage.write(planted, 3.6, direction, version).write(folder.resolve("mosaic"));
    Reading.of(folder).whole(planted::assertWhole);
  }

  @Test
  void p12AMosaicThatDoesNotSayItsSlicesIsRefused() {
    MosaicImage.write(PlantedVoxels.axial(), 3.6, 1, 2)
        .change(a -> a.remove(0x00291010))
        .write(folder.resolve("mosaic"));
    Reading.of(folder).refused("'mosaic'", "does not say how many slices");
  }
}
