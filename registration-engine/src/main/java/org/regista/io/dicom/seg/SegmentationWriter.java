package org.regista.io.dicom.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.Decimals;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.References;
import org.regista.io.dicom.object.SourceSeries;

/**
 * Composes binary Segmentations on the grid of the home series. Only planes that hold voxels of a
 * segment are stored.
 */
public final class SegmentationWriter {

  private static final Code PURPOSE =
      Code.dcm("121322", "Source image for image processing operation");
  private static final Code DERIVATION = Code.dcm("113076", "Segmentation");
  private static final float HALF = 0.5f;
  private static final int LONGEST_TEXT = 64;

  private SegmentationWriter() {}

  /**
   * @param masks all on one grid, in the frame of the composer's home; a voxel belongs to a segment
   *     from one half on
   * @throws InputDataException if no voxel belongs to any
   */
  public static DicomObject compose(
      ObjectComposer composer, List<SegmentMask> masks, String description) {
    GridGeometry grid = masks.getFirst().mask().grid();
    List<Frame> frames = frames(masks);
    if (frames.isEmpty()) {
      throw new InputDataException("the segmentation is empty: no voxel belongs to a segment");
    }
    Attributes object = composer.begin(ObjectKind.SEGMENTATION, description);
    object.remove(Tag.Laterality); // belongs to the anatomy of each frame, which is not stated
    composer.content(object, "SEGMENTATION", description);
    object.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY");
    object.setString(Tag.SegmentationType, VR.CS, "BINARY");
    object.setString(Tag.LossyImageCompression, VR.CS, "00");
    Sequence segments = object.newSequence(Tag.SegmentSequence, masks.size());
    masks.forEach(mask -> segments.add(segment(mask.segment())));
    dimensions(object, composer.creation().uids().get());
    shared(object, grid);
    Sequence perFrame = object.newSequence(Tag.PerFrameFunctionalGroupsSequence, frames.size());
    frames.forEach(frame -> perFrame.add(frame(frame, grid, composer.home())));
    if (perFrame.stream().anyMatch(frame -> frame.contains(Tag.DerivationImageSequence))) {
      References.common(object, List.of(composer.home()));
    }
    pixels(object, frames, grid.size());
    return new DicomObject(object);
  }

  /** One plane of one segment. */
  private record Frame(SegmentMask mask, int plane) {}

  private static List<Frame> frames(List<SegmentMask> masks) {
    List<Frame> frames = new ArrayList<>();
    for (SegmentMask mask : masks) {
      for (int k = 0; k < mask.mask().size().nk(); k++) {
        if (holdsVoxels(mask.mask(), k)) {
          frames.add(new Frame(mask, k));
        }
      }
    }
    return frames;
  }

  private static boolean holdsVoxels(Volume mask, int plane) {
    long from = mask.size().offset(0, 0, plane);
    for (long n = from; n < from + (long) mask.size().ni() * mask.size().nj(); n++) {
      if (mask.voxels().get(n) >= HALF) {
        return true;
      }
    }
    return false;
  }

  private static Attributes segment(Segment segment) {
    Attributes item = new Attributes();
    item.setInt(Tag.SegmentNumber, VR.US, segment.number());
    item.setString(Tag.SegmentLabel, VR.LO, cut(segment.label()));
    boolean byHand = segment.algorithm().isEmpty();
    item.setString(Tag.SegmentAlgorithmType, VR.CS, byHand ? "MANUAL" : "AUTOMATIC");
    if (!byHand) {
      item.setString(Tag.SegmentAlgorithmName, VR.LO, cut(segment.algorithm()));
    }
    segment.category().addTo(item, Tag.SegmentedPropertyCategoryCodeSequence);
    segment.type().addTo(item, Tag.SegmentedPropertyTypeCodeSequence);
    return item;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT).strip();
  }

  private static void dimensions(Attributes object, String uid) {
    Attributes organisation = new Attributes();
    organisation.setString(Tag.DimensionOrganizationUID, VR.UI, uid);
    object.newSequence(Tag.DimensionOrganizationSequence, 1).add(organisation);
    Sequence indices = object.newSequence(Tag.DimensionIndexSequence, 2);
    indices.add(
        dimension(uid, Tag.ReferencedSegmentNumber, Tag.SegmentIdentificationSequence, "segment"));
    indices.add(dimension(uid, Tag.ImagePositionPatient, Tag.PlanePositionSequence, "position"));
  }

  private static Attributes dimension(String uid, int pointer, int group, String label) {
    Attributes item = new Attributes();
    item.setString(Tag.DimensionOrganizationUID, VR.UI, uid);
    item.setInt(Tag.DimensionIndexPointer, VR.AT, pointer);
    item.setInt(Tag.FunctionalGroupPointer, VR.AT, group);
    item.setString(Tag.DimensionDescriptionLabel, VR.LO, label);
    return item;
  }

  private static void shared(Attributes object, GridGeometry grid) {
    Attributes shared = new Attributes();
    object.newSequence(Tag.SharedFunctionalGroupsSequence, 1).add(shared);
    Attributes measures = new Attributes();
    shared.newSequence(Tag.PixelMeasuresSequence, 1).add(measures);
    String distance = Decimals.of(planeDistanceMm(grid));
    measures.setString(Tag.SliceThickness, VR.DS, distance);
    measures.setString(Tag.SpacingBetweenSlices, VR.DS, distance);
    measures.setString(Tag.PixelSpacing, VR.DS, Decimals.of(grid.spacingMm(1), grid.spacingMm(0)));
    Attributes orientation = new Attributes();
    shared.newSequence(Tag.PlaneOrientationSequence, 1).add(orientation);
    orientation.setString(
        Tag.ImageOrientationPatient, VR.DS, Decimals.of(grid.direction(0), grid.direction(1)));
  }

  private static double planeDistanceMm(GridGeometry grid) {
    LpsVector a = grid.direction(0);
    LpsVector b = grid.direction(1);
    LpsVector normal =
        new LpsVector(
            a.y() * b.z() - a.z() * b.y(),
            a.z() * b.x() - a.x() * b.z(),
            a.x() * b.y() - a.y() * b.x());
    return Math.abs(grid.indexToLps().column(2).dot(normal)) / normal.lengthMm();
  }

  private static Attributes frame(Frame frame, GridGeometry grid, SourceSeries home) {
    Attributes item = new Attributes();
    int number = frame.mask.segment().number();
    Attributes content = new Attributes();
    item.newSequence(Tag.FrameContentSequence, 1).add(content);
    content.setInt(Tag.DimensionIndexValues, VR.UL, number, frame.plane + 1);
    Attributes position = new Attributes();
    item.newSequence(Tag.PlanePositionSequence, 1).add(position);
    position.setString(
        Tag.ImagePositionPatient,
        VR.DS,
        Decimals.of(grid.toLps(new VoxelIndex(0, 0, frame.plane))));
    Attributes identification = new Attributes();
    item.newSequence(Tag.SegmentIdentificationSequence, 1).add(identification);
    identification.setInt(Tag.ReferencedSegmentNumber, VR.US, number);
    Optional<SourceSeries.Instance> image =
        home.imageOf(List.of(grid.toLps(new VoxelIndex(0, 0, frame.plane))));
    image.ifPresent(instance -> derivation(item, instance));
    return item;
  }

  private static void derivation(Attributes item, SourceSeries.Instance instance) {
    Attributes derivation = new Attributes();
    item.newSequence(Tag.DerivationImageSequence, 1).add(derivation);
    DERIVATION.addTo(derivation, Tag.DerivationCodeSequence);
    Attributes source = References.item(instance);
    derivation.newSequence(Tag.SourceImageSequence, 1).add(source);
    PURPOSE.addTo(source, Tag.PurposeOfReferenceCodeSequence);
  }

  private static void pixels(Attributes object, List<Frame> frames, GridSize size) {
    object.setString(Tag.NumberOfFrames, VR.IS, Integer.toString(frames.size()));
    object.setInt(Tag.SamplesPerPixel, VR.US, 1);
    object.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    object.setInt(Tag.Rows, VR.US, size.nj());
    object.setInt(Tag.Columns, VR.US, size.ni());
    object.setInt(Tag.BitsAllocated, VR.US, 1);
    object.setInt(Tag.BitsStored, VR.US, 1);
    object.setInt(Tag.HighBit, VR.US, 0);
    object.setInt(Tag.PixelRepresentation, VR.US, 0);
    int perFrame = Math.multiplyExact(size.ni(), size.nj());
    long bits = Math.multiplyExact((long) perFrame, (long) frames.size());
    int bytes = Math.toIntExact((bits + Short.SIZE - 1) / Short.SIZE * Short.BYTES);
    byte[] packed = new byte[bytes];
    long bit = 0;
    for (Frame frame : frames) {
      long from = size.offset(0, 0, frame.plane);
      for (long n = from; n < from + perFrame; n++, bit++) {
        if (frame.mask.mask().voxels().get(n) >= HALF) {
          packed[(int) (bit >> 3)] |= (byte) (1 << (bit & 7));
        }
      }
    }
    object.setBytes(Tag.PixelData, VR.OB, packed);
  }
}
