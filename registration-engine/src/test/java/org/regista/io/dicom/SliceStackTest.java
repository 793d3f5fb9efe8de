package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.io.dicom.tree.VolumeSummary;

/** Which stacks are a volume, and what is said of the others. */
class SliceStackTest {

  private static final double[] EVEN = {0, 2, 4, 6, 8};

  @TempDir Path folder;

  private VolumeCandidate series(int count, IntFunction<SyntheticSlice> slices) {
    for (int n = 0; n < count; n++) {
      slices.apply(n).write(folder.resolve("slice" + n));
    }
    List<VolumeCandidate> series = DicomScanner.scan(folder).volumes();
    assertThat(series).hasSize(1);
    return series.getFirst();
  }

  private VolumeCandidate atHeights(double... heightsMm) {
    return series(
        heightsMm.length,
        n -> {
          int[] pixels = new int[12];
          pixels[0] = n;
          return new SyntheticSlice(n).at(new LpsPoint(1, 2, heightsMm[n])).pixels16(pixels);
        });
  }

  private static void assertRefused(VolumeCandidate series, String... parts) {
    assertThatThrownBy(() -> DicomSeriesReader.read(series).close())
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll(parts);
    assertThat(series.summary().grid()).isEmpty();
    assertThat(series.summary().problem().orElseThrow()).contains(parts);
  }

  @Test
  void spacingComesFromThePositions() {
    VolumeCandidate series =
        series(5, n -> new SyntheticSlice(n).text(Tag.SliceThickness, VR.DS, "7"));
    var grid = series.summary().grid().orElseThrow();
    assertThat(grid.size()).hasToString("4x3x5");
    assertThat(grid.spacingMm(0)).isEqualTo(0.8, within(1e-9));
    assertThat(grid.spacingMm(1)).isEqualTo(1.2, within(1e-9));
    assertThat(grid.spacingMm(2)).isEqualTo(2, within(1e-9));
  }

  @Test
  void aMissingSliceIsNamed() {
    assertRefused(
        atHeights(0, 2, 4, 8, 10),
        "CT 2026-03-02 thorax",
        "slices 3 and 4",
        "'slice2' and 'slice3'",
        "4.00 mm apart, others 2.00 mm",
        "a slice may be missing");
  }

  @Test
  void aTenthOfAMillimetreOffIsRefused() {
    assertRefused(
        atHeights(0, 2, 4.11, 6, 8),
        "slice 3 ('slice2') is 0.110 mm off",
        "spacing of 2.000 mm",
        "to 0.10 mm");
  }

  @Test
  void aFewHundredthsOffAreObservedAndAskForNothing() {
    var summary = atHeights(0, 2, 4.03, 6, 8).summary();
    assertThat(summary.problem()).isEmpty();
    assertThat(summary.remarks()).isEmpty();
    assertThat(summary.observations())
        .singleElement()
        .asString()
        .contains("0.030 mm off", "taken as even");
  }

  @Test
  void aHundredthOfAMillimetreOffIsNothing() {
    assertThat(atHeights(0, 2, 4.01, 6, 8).summary().observations()).isEmpty();
  }

  @Test
  void thinSlicesMayBeOffByATenthOfTheirDistance() {
    assertThat(atHeights(0, 0.3, 0.609, 0.9, 1.2).summary().observations()).isEmpty();
    assertThat(atHeights(0, 0.3, 0.629, 0.9, 1.2).summary().observations()).hasSize(1);
    assertThat(atHeights(0, 0.3, 0.631, 0.9, 1.2).summary().problem()).isPresent();
  }

  @Test
  void smallErrorsMayNotAddUp() {
    // every gap is within 5 % of the others, but the middle slice ends up a third of a millimetre
    // off
    double[] heights = new double[21];
    for (int k = 1; k < heights.length; k++) {
      heights[k] = heights[k - 1] + (k <= 10 ? 2.033 : 1.967);
    }
    assertRefused(atHeights(heights), "slice 11", "0.330 mm off");
  }

  @Test
  void slicesMustLieOnALine() {
    assertRefused(
        series(5, n -> new SyntheticSlice(n).at(new LpsPoint(n == 2 ? 0.5 : 0, 0, EVEN[n]))),
        "slice 3 ('slice2') is 0.500 mm off its place");
  }

  @Test
  void differentImagesAtOnePositionAreRefused() {
    assertRefused(
        atHeights(0, 2, 4, 4, 6), "different images at one position", "'slice2' and 'slice3'");
  }

  @Test
  void aSingleImageIsNoVolume() {
    assertRefused(atHeights(0), "single image");
  }

  private List<VolumeSummary> volumes(int count, IntFunction<SyntheticSlice> slices) {
    for (int n = 0; n < count; n++) {
      slices.apply(n).write(folder.resolve("slice" + n));
    }
    return DicomScanner.scan(folder).volumes().stream().map(VolumeCandidate::summary).toList();
  }

  private void assertSplit(IntFunction<SyntheticSlice> slices, String first, String second) {
    List<VolumeSummary> volumes = volumes(6, slices);
    assertThat(volumes).extracting(VolumeSummary::images).containsExactly(4, 2);
    assertThat(volumes.get(0).part()).isEqualTo(first);
    assertThat(volumes.get(1).part()).isEqualTo(second);
    assertThat(volumes).allSatisfy(v -> assertThat(v.problem()).isEmpty());
  }

  @Test
  void mixedOrientationsAreSplit() {
    LpsVector x = new LpsVector(1, 0, 0);
    assertSplit(
        n ->
            n < 4
                ? new SyntheticSlice(n)
                : new SyntheticSlice(n)
                    .axes(x, new LpsVector(0, 0, -1), 0.8, 1.2)
                    .at(new LpsPoint(0, n, 0)),
        "axial",
        "coronal");
  }

  @Test
  void mixedPixelSpacingsAreSplit() {
    LpsVector x = new LpsVector(1, 0, 0);
    LpsVector y = new LpsVector(0, 1, 0);
    assertSplit(
        n -> new SyntheticSlice(n).axes(x, y, n < 4 ? 0.8 : 0.9, 1.2),
        "pixels of 0.8000 x 1.2000 mm",
        "pixels of 0.9000 x 1.2000 mm");
  }

  @Test
  void mixedFramesOfReferenceAreSplit() {
    assertSplit(
        n -> new SyntheticSlice(n).text(Tag.FrameOfReferenceUID, VR.UI, n < 4 ? "1.5" : "1.6"),
        "frame of reference 1.5",
        "frame of reference 1.6");
  }

  @Test
  void mixedMatrixSizesAreSplit() {
    assertSplit(
        n -> {
          SyntheticSlice slice = new SyntheticSlice(n);
          return n < 4 ? slice : slice.layout(4, 3, 16, 16, 15, true);
        },
        "4x3",
        "3x4");
  }

  @Test
  void mixedUnitsAreSplit() {
    assertSplit(
        n ->
            new SyntheticSlice(n)
                .text(Tag.Modality, VR.CS, "PT")
                .text(Tag.Units, VR.CS, n < 4 ? "BQML" : "CNTS"),
        "unit BQ_PER_ML",
        "unit ARBITRARY");
  }

  @Test
  void gantryTiltStaysAsShear() {
    // slices in the plane of x and y whose origins move 15 degrees off the normal
    double shift = 2 * Math.tan(Math.toRadians(15));
    VolumeCandidate series =
        series(5, n -> new SyntheticSlice(n).at(new LpsPoint(3, n * shift, 2 * n)));
    try (Volume volume = DicomSeriesReader.read(series)) {
      assertThat(series.summary().remarks())
          .singleElement()
          .asString()
          .contains("15.00 degrees", "header says nothing");
      assertThat(volume.grid().shear()).isEqualTo(Math.sin(Math.toRadians(15)), within(1e-6));
      LpsPoint corner = volume.grid().toLps(new VoxelIndex(2, 1, 4));
      assertThat(corner.distanceMm(new LpsPoint(3 + 1.6, 1.2 + 4 * shift, 8))).isLessThan(1e-6);
    }
  }

  @Test
  void aStackAlongItsOwnPlaneIsRefused() {
    assertRefused(
        series(5, n -> new SyntheticSlice(n).at(new LpsPoint(10 * n, 0, 2 * n))),
        "tilted by 79 degrees");
  }
}
