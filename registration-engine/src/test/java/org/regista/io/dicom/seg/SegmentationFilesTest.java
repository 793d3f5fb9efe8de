package org.regista.io.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.regista.error.InputDataException;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.Dciodvfy;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.object.SourceSeries;

/** Segmentations of other hands, and our own on a real PET. */
class SegmentationFilesTest {

  private static final Path SEG = Samples.OBJECTS.resolve("seg");

  @TempDir private Path folder = Path.of("");

  private static long voxels(Volume mask) {
    long count = 0;
    for (long n = 0; n < mask.voxels().length(); n++) {
      count += mask.voxels().get(n) >= 0.5f ? 1 : 0;
    }
    return count;
  }

  /** The counts are those that pydicom gives. */
  @Test
  void foreignSegmentationsAreReadAsPydicomReadsThem() {
    check("highdicom_seg_image_ct_binary.dcm", 638);
    check("highdicom_seg_image_ct_binary_overlap.dcm", 64, 16);
    check("highdicom_seg_image_ct_binary_fractional.dcm", 638);
  }

  private static void check(String name, long... counts) {
    List<SegmentMask> masks = SegmentationReader.read(SEG.resolve(name));
    assertThat(masks.stream().mapToLong(m -> voxels(m.mask())).toArray())
        .as(name)
        .isEqualTo(counts);
    assertThat(masks.getFirst().mask().size().ni()).isEqualTo(16);
    masks.forEach(SegmentMask::close);
  }

  /** Label maps and RLE; the sums of the voxels' indices come from NumPy. */
  @ParameterizedTest
  @CsvFileSource(files = "../test-data/dicom_objects/seg/made_truth.csv", numLinesToSkip = 1)
  void segmentationsMadeByHighdicomAreReadVoxelByVoxel(
      String name, int segment, long count, long sumOfIndices) {
    List<SegmentMask> masks = SegmentationReader.read(SEG.resolve(name));
    Volume mask = masks.get(segment - 1).mask();
    long sum = 0;
    for (int k = 0; k < mask.size().nk(); k++) {
      for (int j = 0; j < mask.size().nj(); j++) {
        for (int i = 0; i < mask.size().ni(); i++) {
          sum += mask.at(i, j, k) >= 0.5f ? 1 + i + 10 * j + 100 * k : 0;
        }
      }
    }
    assertThat(masks).hasSize(3);
    assertThat(voxels(mask)).isEqualTo(count);
    assertThat(sum).isEqualTo(sumOfIndices);
    masks.forEach(SegmentMask::close);
  }

  @Test
  void ourOwnIsValidAndReadBackVoxelByVoxel() {
    SourceSeries home = Samples.series(Samples.PET);
    Path file = folder.resolve("seg.dcm");
    try (Volume pet = Samples.volume(Samples.PET);
        SegmentMask hot = above(pet, 1, "hot", 3);
        SegmentMask warm = above(pet, 2, "warm, which overlaps", 1)) {
      SegmentationWriter.compose(
              new ObjectComposer(home, Samples.creation()), List.of(hot, warm), "test")
          .write(file);
      Dciodvfy.check(file);
      List<SegmentMask> read = SegmentationReader.read(file);
      assertThat(read).hasSize(2);
      assertThat(read.get(0).segment()).isEqualTo(hot.segment());
      assertThat(read.get(1).segment()).isEqualTo(warm.segment());
      assertThat(voxels(hot.mask())).isPositive();
      for (SegmentMask mask : read) {
        SegmentMask was = mask.segment().number() == 1 ? hot : warm;
        assertThat(voxels(mask.mask())).isEqualTo(voxels(was.mask()));
        sameVoxels(mask.mask(), was.mask());
        mask.close();
      }
    }
  }

  /** The planes that hold no voxel are not stored, so the grid read may be shorter. */
  private static void sameVoxels(Volume read, Volume was) {
    double first = was.grid().toIndex(read.grid().origin()).k();
    assertThat(first).isCloseTo(Math.rint(first), within(1e-6));
    int shift = (int) Math.rint(first);
    for (int k = 0; k < read.size().nk(); k++) {
      for (int j = 0; j < read.size().nj(); j++) {
        for (int i = 0; i < read.size().ni(); i++) {
          assertThat(read.at(i, j, k)).isEqualTo(was.at(i, j, k + shift));
        }
      }
    }
  }

  private static SegmentMask above(Volume image, int number, String label, double threshold) {
    Volume mask = Volume.zeros(image.space(), image.grid(), IntensityUnit.ARBITRARY);
    for (long n = 0; n < mask.voxels().length(); n++) {
      mask.voxels().set(n, image.voxels().get(n) > threshold ? 1 : 0);
    }
    return new SegmentMask(
        new Segment(
            number,
            label,
            Code.sct("49755003", "Morphologically Abnormal Structure"),
            Code.sct("108369006", "Neoplasm"),
            "threshold"),
        mask);
  }

  private void assertRefused(Consumer<Attributes> fault, String sentence) {
    Attributes object = DicomObjects.read(SEG.resolve("highdicom_seg_image_ct_binary.dcm"));
    fault.accept(object);
    Path file = folder.resolve("seeded.dcm");
    new DicomObject(object).write(file);
    assertThatThrownBy(() -> SegmentationReader.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertRefused(o -> o.setBytes(Tag.PixelData, VR.OB, new byte[50]), "need 96 bytes");
    assertRefused(o -> o.setInt(Tag.NumberOfFrames, VR.IS, 2), "states 2 frames and describes 3");
    assertRefused(
        o -> o.getNestedDataset(Tag.SegmentSequence).setInt(Tag.SegmentNumber, VR.US, 4),
        "belongs to segment 1, which is not defined");
    assertRefused(
        o -> o.setString(Tag.SegmentationType, VR.CS, "LABELMAP"), "of the type 'LABELMAP'");
    assertRefused(
        o ->
            o.getSequence(Tag.PerFrameFunctionalGroupsSequence)
                .get(1)
                .remove(Tag.PlanePositionSequence),
        "frame 2 lacks attribute (0020,0032)");
  }
}
