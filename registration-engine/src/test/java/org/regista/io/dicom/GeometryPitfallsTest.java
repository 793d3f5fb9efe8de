package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;

/**
 * Pitfalls 1 to 9 and 23 of the project's list: where slices lie. Every voxel is a marker; it is
 * found within 0.01 mm of its place, or the volume is refused and the slices are named.
 */
class GeometryPitfallsTest {

  @TempDir Path folder;

  static Stream<PlantedVoxels> planes() {
    return Stream.of(PlantedVoxels.axial(), PlantedVoxels.oblique());
  }

  private Path sub(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path heights(PlantedVoxels planted, Path into, double... heightsMm) {
    for (int n = 0; n < heightsMm.length; n++) {
      planted.slice(n, planted.at(heightsMm[n])).write(into.resolve("s" + n));
    }
    return into;
  }

  @ParameterizedTest
  @MethodSource("planes")
  void p01MissingSlice(PlantedVoxels planted) {
    Reading one = Reading.of(heights(planted, sub("one"), 0, 2, 4, 8, 10));
    one.refused("slices 3 and 4 ('s2' and 's3') are 4.00 mm apart, others 2.00 mm", ":even");
    one.chosen(
        "1:even",
        v -> {
          assertThat(v.size().nk()).isEqualTo(6);
          assertThat(v.remarks()).singleElement().asString().contains("interpolated", "from the 5");
          // the slices that there are, unchanged; between them the mean
          assertThat(v.at(0, 0, 3)).isEqualTo((v.at(0, 0, 2) + v.at(0, 0, 4)) / 2);
          assertThat(v.at(2, 1, 4)).isEqualTo(1 + 3 * 12 + 6);
          assertThat(v.grid().toLps(new VoxelIndex(0, 0, 4)))
              .satisfies(p -> assertThat(p.distanceMm(planted.at(8))).isLessThan(0.01));
        });
    Reading.of(heights(planted, sub("two"), 0, 3, 6, 9, 18, 21, 24))
        .refused("slices 4 and 5 ('s3' and 's4') are 9.00 mm apart");
  }

  @ParameterizedTest
  @MethodSource("planes")
  void p02DuplicateSlice(PlantedVoxels planted) {
    Path copied = heights(planted, sub("copied"), 0, 2, 4, 6);
    planted
        .slice(2, planted.at(4))
        .text(Tag.SOPInstanceUID, VR.UI, "1.2.3.4.99")
        .write(copied.resolve("t"));
    Reading.of(copied).whole(planted::assertWhole);
    assertThat(Reading.of(copied).rejected())
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).isEqualTo("is a copy of 's2'"));

    PlantedVoxels other = PlantedVoxels.oblique();
    Path different = heights(other, sub("different"), 0, 2, 4, 6);
    other.slice(9, other.at(4)).write(different.resolve("t"));
    Reading.of(different).refused("different images at one position ('s2' and 't')");
  }

  @ParameterizedTest
  @MethodSource("planes")
  void p03VariableSpacing(PlantedVoxels planted) {
    Reading.of(heights(planted, sub("one"), 0, 2, 4, 6.7, 9.4, 12.1))
        .refused("off its place on an even spacing", "('s2')", ":even");
    Reading two = Reading.of(heights(PlantedVoxels.axial(), sub("two"), 0, 2, 4, 9, 14, 19, 24));
    two.refused("slice", "off its place");
    two.chosen("1:even", v -> assertThat(v.grid().spacingMm(2)).isEqualTo(2.0));
  }

  @ParameterizedTest
  @MethodSource("planes")
  void p04GantryTilt(PlantedVoxels planted) {
    for (double degrees : new double[] {15, -20}) {
      Path tilted = sub("tilt" + degrees);
      LpsVector aside = planted.alongColumn().times(2.5 * Math.tan(Math.toRadians(degrees)));
      for (int n = 0; n < 5; n++) {
        planted
            .slice(n, planted.at(2.5 * n).plus(aside.times(n)))
            .text(Tag.GantryDetectorTilt, VR.DS, String.valueOf(degrees))
            .write(tilted.resolve("s" + n));
      }
      Reading.of(tilted)
          .whole(
              v -> {
                planted.assertWhole(v);
                assertThat(v.remarks()).isEmpty(); // the header says the same as the positions
                assertThat(v.observations()).singleElement().asString().contains("shear is kept");
              });
    }
    Path said = sub("said");
    for (int n = 0; n < 4; n++) {
      planted
          .slice(n, planted.at(2 * n))
          .text(Tag.GantryDetectorTilt, VR.DS, "12")
          .write(said.resolve("s" + n));
    }
    assertThat(Reading.of(said).summaries().getFirst().remarks())
        .singleElement()
        .asString()
        .contains("tilted by 12.00 degrees", "positions were used");
  }

  @Test
  void p05MixedOrientationsAndLocalizers() {
    PlantedVoxels axial = PlantedVoxels.axial();
    PlantedVoxels sagittal = PlantedVoxels.along(new LpsVector(0, 1, 0), new LpsVector(0, 0, -1));
    Path mixed = heights(axial, sub("mixed"), 0, 3, 6);
    for (int n = 0; n < 4; n++) {
      sagittal.slice(10 + n, sagittal.at(2 * n)).write(mixed.resolve("t" + n));
    }
    Reading.of(mixed).parts("axial", "sagittal");
    Reading.of(mixed).refused("holds 2 volumes", "#1 ", "#2 ", "choose one");
    Reading.of(mixed).chosen("1", axial::assertWhole);
    Reading.of(mixed).chosen("sagittal", sagittal::assertWhole);

    Path scout = heights(axial, sub("scout"), 0, 3, 6);
    sagittal
        .slice(20, sagittal.at(0))
        .text(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "LOCALIZER")
        .write(scout.resolve("scout"));
    Reading.of(scout).whole(axial::assertWhole);
    assertThat(Reading.of(scout).rejected().getFirst().reason()).contains("localizer");
  }

  @ParameterizedTest
  @MethodSource("planes")
  void p06OrderIsThatOfPlaces(PlantedVoxels planted) {
    Path backwards = sub("backwards");
    Path shuffled = sub("shuffled");
    for (int n = 0; n < 6; n++) {
      planted
          .slice(n, planted.at(-2 * n))
          .text(Tag.InstanceNumber, VR.IS, String.valueOf(n + 1))
          .write(backwards.resolve("s" + n));
      planted
          .slice(n, planted.at(-2 * n))
          .text(Tag.InstanceNumber, VR.IS, String.valueOf(n * 5 % 6))
          .write(shuffled.resolve("s" + n * 5 % 7));
    }
    for (Path series : List.of(backwards, shuffled)) {
      Reading.of(series).whole(planted::assertWhole);
    }
  }

  @Test
  void p07FramesOfReference() {
    PlantedVoxels planted = PlantedVoxels.oblique();
    Path one = sub("one");
    Path two = sub("two");
    for (int n = 0; n < 6; n++) {
      planted
          .slice(n, planted.at(2 * n))
          .text(Tag.FrameOfReferenceUID, VR.UI, n < 3 ? "1.2.3.1" : "1.2.3.2")
          .write(one.resolve("s" + n));
      planted
          .slice(n, planted.at(2 * n))
          .text(Tag.FrameOfReferenceUID, VR.UI, n % 2 == 0 ? "1.2.3.1" : "1.2.3.2")
          .write(two.resolve("s" + n));
    }
    for (Path series : List.of(one, two)) {
      Reading.of(series).parts("frame of reference 1.2.3.1", "frame of reference 1.2.3.2");
      for (String choice : List.of("1", "2")) {
        Reading.of(series)
            .chosen(
                choice,
                v -> {
                  planted.assertPlacesIn(v);
                  assertThat(v.space().frameOfReferenceUid()).contains("1.2.3." + choice);
                  assertThat(v.space().uid()).isEqualTo("1.2.3.4#" + choice);
                });
      }
    }
  }

  @Test
  void p08PixelSpacing() {
    for (String[] spacing : new String[][] {{}, {"0", "0"}, {"NaN", "1"}, {"-0.8", "0.8"}}) {
      Path series = sub("spacing" + spacing.length + String.join("", spacing).hashCode());
      PlantedVoxels planted = PlantedVoxels.axial();
      for (int n = 0; n < 4; n++) {
        SyntheticSlice slice = planted.slice(n, planted.at(2 * n));
        slice.text(Tag.ImagerPixelSpacing, VR.DS, "1", "1");
        if (spacing.length == 0) {
          slice.change(a -> a.remove(Tag.PixelSpacing));
        } else {
          slice.text(Tag.PixelSpacing, VR.DS, spacing);
        }
        slice.write(series.resolve("s" + n));
      }
      Reading.of(series).refused("'s0'", "Pixel Spacing");
    }
  }

  @Test
  void p09MatrixSizes() {
    PlantedVoxels planted = PlantedVoxels.axial();
    Path one = sub("one");
    for (int n = 0; n < 6; n++) {
      SyntheticSlice slice = planted.slice(n, planted.at(2 * n));
      if (n % 2 == 1) {
        slice.layout(2, 4, 16, 16, 15, true).pixels16(planted.plant(n, planted.at(2 * n)));
        slice.change(a -> a.setBytes(Tag.PixelData, VR.OW, new byte[16]));
      }
      slice.write(one.resolve("s" + n));
    }
    Reading.of(one).parts("4x3", "4x2");
    Reading.of(one).chosen("1", planted::assertPlacesIn);

    Path two = heights(planted, sub("two"), 0, 2, 4);
    new SyntheticSlice(9)
        .layout(6, 6, 16, 16, 15, true)
        .pixels16(new int[36])
        .write(two.resolve("odd"));
    Reading.of(two).whole(planted::assertPlacesIn);
    assertThat(Reading.of(two).rejected())
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).contains("the only image of 6 x 6 pixels"));
  }

  /** Six positions of the patient: labels follow from LPS, whatever the position is called. */
  @Test
  void p23PatientPositionAndTime() {
    LpsVector l = new LpsVector(1, 0, 0);
    LpsVector p = new LpsVector(0, 1, 0);
    LpsVector[][] axes = {
      {l, p},
      {l.times(-1), p.times(-1)},
      {l.times(-1), p},
      {l, p.times(-1)},
      {p, l.times(-1)},
      {p.times(-1), l}
    };
    String[] positions = {"HFS", "HFP", "FFS", "FFP", "HFDL", "HFDR"};
    for (int n = 0; n < positions.length; n++) {
      PlantedVoxels planted = PlantedVoxels.along(axes[n][0], axes[n][1]);
      Path series = sub(positions[n]);
      for (int k = 0; k < 5; k++) {
        planted
            .slice(k, planted.at(2.5 * k))
            .text(Tag.PatientPosition, VR.CS, positions[n])
            .text(Tag.TableHeight, VR.DS, "120")
            .text(Tag.SliceLocation, VR.DS, String.valueOf(-7 * k))
            .write(series.resolve("s" + k));
      }
      Reading.of(series).whole(planted::assertWhole);
    }
    PlantedVoxels planted = PlantedVoxels.axial();
    Path times = sub("times");
    for (int n = 0; n < 8; n++) {
      planted
          .slice(n, planted.at(2 * (n % 4)))
          .text(Tag.TemporalPositionIdentifier, VR.IS, String.valueOf(1 + n / 4))
          .write(times.resolve("s" + n));
    }
    Reading.of(times).parts("temporal position 1", "temporal position 2");
    Reading.of(times).chosen("1", planted::assertPlacesIn);
    Reading.of(times).chosen("2", planted::assertPlacesIn);
  }

  /** Places that were rounded are no finding, and those that are off are told. */
  @Test
  void noiseOfPlacesIsToldFromDisplacement() {
    Random random = new Random(11);
    for (double[] noise : new double[][] {{1e-4, 0}, {0.05, 1}}) {
      PlantedVoxels planted = PlantedVoxels.oblique();
      Path series = sub("noise" + noise[0]);
      for (int n = 0; n < 20; n++) {
        double off = n == 7 ? noise[0] : noise[0] * 1e-3 * random.nextDouble();
        LpsPoint exact = planted.at(2 * n);
        planted
            .slice(n, exact)
            .at(exact.plus(planted.normal().times(off)))
            .write(series.resolve("s" + n));
      }
      var summary = Reading.of(series).summaries().getFirst();
      assertThat(summary.remarks()).isEmpty();
      assertThat(summary.observations()).hasSize((int) noise[1]);
    }
  }
}
