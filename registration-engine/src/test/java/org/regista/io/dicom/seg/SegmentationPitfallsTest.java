package org.regista.io.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Dciodvfy;
import org.regista.io.dicom.object.Decimals;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.object.SourceSeries;

/**
 * Pitfall 19 of the project's list: frames of single bits that do not end at whole bytes. Every bit
 * is a marker with a known place; the bits are packed here by hand (PS3.5 8.1.1, 8.2).
 */
class SegmentationPitfallsTest {

  private static final String EXPLICIT = "1.2.840.10008.1.2.1";
  private static final double TOLERANCE_MM = 0.01;

  /** Turned about all axes, pixels of 0.8 x 1.2 mm, planes 2.5 mm apart. */
  private static final LpsVector ROW = new LpsVector(Math.cos(0.4), Math.sin(0.4), 0);

  private static final LpsVector COLUMN =
      new LpsVector(-Math.sin(0.4) * Math.cos(0.4), Math.cos(0.4) * Math.cos(0.4), Math.sin(0.4));
  private static final LpsVector NORMAL =
      new LpsVector(Math.sin(0.4) * Math.sin(0.4), -Math.cos(0.4) * Math.sin(0.4), Math.cos(0.4));
  private static final LpsPoint FIRST = new LpsPoint(-31.25, 17.5, 80.125);

  @TempDir private Path folder = Path.of("");

  /** Two segments that overlap, on four planes of which the third stays empty. */
  private record Planted(int rows, int columns, boolean[][][] bits) {

    private static final int PLANES = 4;

    static Planted random(int rows, int columns, long seed) {
      Random random = new Random(seed);
      boolean[][][] bits = new boolean[2][PLANES][rows * columns];
      for (boolean[][] segment : bits) {
        for (int plane : new int[] {0, 1, 3}) {
          for (int n = 0; n < rows * columns; n++) {
            segment[plane][n] = random.nextBoolean();
          }
          segment[plane][random.nextInt(rows * columns)] = true;
        }
      }
      return new Planted(rows, columns, bits);
    }

    /** All bits of the frames, the first in the lowest bit of the first byte; to an even length. */
    byte[] packed() {
      StringBuilder all = new StringBuilder();
      for (boolean[][] segment : bits) {
        for (int plane : new int[] {0, 1, 3}) {
          for (boolean bit : segment[plane]) {
            all.append(bit ? '1' : '0');
          }
        }
      }
      while (all.length() % Short.SIZE != 0) {
        all.append('0');
      }
      byte[] bytes = new byte[all.length() / Byte.SIZE];
      for (int n = 0; n < bytes.length; n++) {
        String byteText = all.substring(n * Byte.SIZE, (n + 1) * Byte.SIZE);
        bytes[n] = (byte) Integer.parseInt(new StringBuilder(byteText).reverse().toString(), 2);
      }
      return bytes;
    }

    LpsPoint place(int plane, int pixel) {
      return FIRST
          .plus(NORMAL.times(2.5 * plane))
          .plus(ROW.times(0.8 * (pixel % columns)))
          .plus(COLUMN.times(1.2 * Math.floorDiv(pixel, columns)));
    }

    void assertWhole(List<SegmentMask> masks) {
      assertThat(masks).hasSize(2);
      for (int segment = 0; segment < 2; segment++) {
        Volume mask = masks.get(segment).mask();
        assertThat(mask.size()).isEqualTo(new GridSize(columns, rows, PLANES));
        for (int plane = 0; plane < PLANES; plane++) {
          for (int n = 0; n < rows * columns; n++) {
            VoxelIndex at = new VoxelIndex(n % columns, Math.floorDiv(n, columns), plane);
            assertThat(mask.grid().toLps(at).distanceMm(place(plane, n)))
                .isLessThanOrEqualTo(TOLERANCE_MM);
            assertThat(mask.at((int) at.i(), (int) at.j(), plane))
                .as("segment %d, plane %d, pixel %d", segment + 1, plane, n)
                .isEqualTo(bits[segment][plane][n] ? 1 : 0);
          }
        }
      }
    }
  }

  private static Attributes item(Attributes parent, int sequence) {
    Attributes item = new Attributes();
    Sequence all = parent.getSequence(sequence);
    (all == null ? parent.newSequence(sequence, 1) : all).add(item);
    return item;
  }

  private static Attributes composedByHand(Planted planted) {
    Attributes object = new Attributes();
    object.setString(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.66.4");
    object.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.19");
    object.setString(Tag.SegmentationType, VR.CS, "BINARY");
    object.setInt(Tag.BitsAllocated, VR.US, 1);
    object.setInt(Tag.Rows, VR.US, planted.rows);
    object.setInt(Tag.Columns, VR.US, planted.columns);
    object.setString(Tag.NumberOfFrames, VR.IS, "6");
    Attributes shared = item(object, Tag.SharedFunctionalGroupsSequence);
    item(shared, Tag.PlaneOrientationSequence)
        .setString(Tag.ImageOrientationPatient, VR.DS, Decimals.of(ROW, COLUMN));
    item(shared, Tag.PixelMeasuresSequence)
        .setString(Tag.PixelSpacing, VR.DS, Decimals.of(1.2, 0.8));
    for (int segment = 1; segment <= 2; segment++) {
      Attributes described = item(object, Tag.SegmentSequence);
      described.setInt(Tag.SegmentNumber, VR.US, segment);
      for (int plane : new int[] {0, 1, 3}) {
        Attributes frame = item(object, Tag.PerFrameFunctionalGroupsSequence);
        item(frame, Tag.PlanePositionSequence)
            .setString(Tag.ImagePositionPatient, VR.DS, Decimals.of(planted.place(plane, 0)));
        item(frame, Tag.SegmentIdentificationSequence)
            .setInt(Tag.ReferencedSegmentNumber, VR.US, segment);
      }
    }
    return object;
  }

  private static Path write(Attributes object, Path file, String syntax) {
    Attributes meta =
        Attributes.createFileMetaInformation("1.2.3.19", object.getString(Tag.SOPClassUID), syntax);
    try (OutputStream stream = Files.newOutputStream(file);
        DicomOutputStream out = new DicomOutputStream(stream, EXPLICIT)) {
      out.writeDataset(meta, object);
      out.finish();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3, 5, OB, " + EXPLICIT,
    "7, 9, OB, 1.2.840.10008.1.2",
    "1, 1, OB, " + EXPLICIT,
    "11, 13, OW, 1.2.840.10008.1.2.2",
    "5, 3, OB, 1.2.840.10008.1.2.2"
  })
  void p19FramesThatBeginWithinAByteAreRead(int rows, int columns, VR vr, String syntax) {
    Planted planted = Planted.random(rows, columns, 19 + rows);
    Attributes object = composedByHand(planted);
    object.setBytes(Tag.PixelData, vr, planted.packed()); // words are swapped as they are written
    List<SegmentMask> read =
        SegmentationReader.read(write(object, folder.resolve("seg.dcm"), syntax));
    planted.assertWhole(read);
    read.forEach(SegmentMask::close);
  }

  @ParameterizedTest
  @CsvSource({"3, 5", "7, 9", "1, 1"})
  void p19FramesThatBeginWithinAByteAreWritten(int rows, int columns) {
    Planted planted = Planted.random(rows, columns, 91 + rows);
    SourceSeries home = Samples.series(Samples.PET);
    GridGeometry grid =
        new GridGeometry(
            new GridSize(columns, rows, Planted.PLANES),
            AffineMap.ofColumns(ROW.times(0.8), COLUMN.times(1.2), NORMAL.times(2.5), FIRST));
    List<SegmentMask> masks = new ArrayList<>();
    for (int segment = 0; segment < 2; segment++) {
      Volume mask = Volume.zeros(Samples.space(home), grid, IntensityUnit.ARBITRARY);
      for (int plane = 0; plane < Planted.PLANES; plane++) {
        for (int n = 0; n < rows * columns; n++) {
          long at = grid.size().offset(n % columns, n / columns, plane);
          mask.voxels().set(at, planted.bits[segment][plane][n] ? 1 : 0);
        }
      }
      masks.add(new SegmentMask(Segment.named(segment + 1, "part", "random"), mask));
    }
    Path file = folder.resolve("seg.dcm");
    SegmentationWriter.compose(new ObjectComposer(home, Samples.creation()), masks, "bits")
        .write(file);
    masks.forEach(SegmentMask::close);
    Dciodvfy.check(file);
    assertThat(DicomObjects.read(file).getSafeBytes(Tag.PixelData)).isEqualTo(planted.packed());
    List<SegmentMask> read = SegmentationReader.read(file);
    planted.assertWhole(read);
    read.forEach(SegmentMask::close);
  }
}
