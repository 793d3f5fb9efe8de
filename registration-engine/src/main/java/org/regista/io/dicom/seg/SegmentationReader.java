package org.regista.io.dicom.seg;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;
import org.regista.geometry.GridSize;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.ObjectKind;

/**
 * Reads Segmentations (PS3.3 C.8.20), compressed ones too: binary, also where frames do not begin
 * at whole bytes, fractional, and label maps. Segments may overlap.
 */
public final class SegmentationReader {

  /** Label Map Segmentation Storage. */
  private static final String LABEL_MAP = "1.2.840.10008.5.1.4.1.1.66.7";

  private static final long MOST_VOXELS = 1L << 31;

  private SegmentationReader() {}

  /** Whether a file is one, by its SOP class; false for what is no DICOM file. */
  public static boolean isSegmentation(Path file) {
    try {
      return isSegmentation(DicomObjects.readHeader(file));
    } catch (InputDataException e) {
      return false; // whoever reads it as something else will tell
    }
  }

  private static boolean isSegmentation(Attributes object) {
    String sopClass = object.getString(Tag.SOPClassUID, "");
    return sopClass.equals(ObjectKind.SEGMENTATION.sopClass()) || sopClass.equals(LABEL_MAP);
  }

  /**
   * Each segment on the one grid of all frames, in the file's frame of reference; the caller closes
   * them. What belongs to no segment of a label map, 0 or its Pixel Padding Value, is left out.
   *
   * @throws InputDataException if it is damaged or no segmentation of this kind
   */
  public static List<SegmentMask> read(Path file) {
    DicomObjects.Encoded encoded = DicomObjects.readEncoded(file);
    Attributes object = encoded.object();
    if (!isSegmentation(object)) {
      throw new InputDataException(
          "'%s' is no segmentation; its SOP class is %s"
              .formatted(file, object.getString(Tag.SOPClassUID, "missing")));
    }
    String name = file.toString();
    SegmentPixels pixels = SegmentPixels.of(object, encoded.transferSyntax(), name);
    FrameGroups groups = new FrameGroups(object, name);
    if (groups.frames() != pixels.shape.frames()) {
      throw new InputDataException(
          "'%s' states %d frames and describes %d"
              .formatted(file, pixels.shape.frames(), groups.frames()));
    }
    FrameGrid grid = FrameGrid.of(groups, pixels.shape.rows(), pixels.shape.columns(), name);
    Map<Integer, Segment> segments = segments(object, pixels.shape);
    if (grid.grid().size().voxelCount() * segments.size() > MOST_VOXELS) {
      throw new InputDataException(
          "'%s': %d segments of %s voxels are too many"
              .formatted(file, segments.size(), grid.grid().size()));
    }
    Space space =
        new Space(
            object.getString(Tag.SOPInstanceUID, name),
            "segmentation " + file.getFileName(),
            Optional.ofNullable(object.getString(Tag.FrameOfReferenceUID)));
    return fill(segments, groups, grid, pixels, space);
  }

  private static List<SegmentMask> fill(
      Map<Integer, Segment> segments,
      FrameGroups groups,
      FrameGrid grid,
      SegmentPixels pixels,
      Space space) {
    Map<Integer, SegmentMask> masks = new LinkedHashMap<>();
    try {
      segments.forEach(
          (number, segment) ->
              masks.put(
                  number,
                  new SegmentMask(
                      segment, Volume.zeros(space, grid.grid(), IntensityUnit.ARBITRARY))));
      for (int f = 0; f < groups.frames(); f++) {
        pixels.begin(f);
        if (pixels.shape.meaning() == SegmentPixels.Meaning.LABEL_MAP) {
          labels(pixels, masks, grid.planes()[f]);
        } else {
          copy(pixels, maskOf(groups, f, masks, pixels.shape.name()), grid.planes()[f]);
        }
      }
      return List.copyOf(masks.values());
    } catch (RuntimeException e) {
      masks.values().forEach(SegmentMask::close);
      throw e;
    }
  }

  private static Volume maskOf(
      FrameGroups groups, int frame, Map<Integer, SegmentMask> masks, String name) {
    int number =
        groups
            .group(frame, Tag.SegmentIdentificationSequence)
            .map(g -> g.getInt(Tag.ReferencedSegmentNumber, -1))
            .orElse(-1);
    SegmentMask mask = masks.get(number);
    if (mask == null) {
      throw new InputDataException(
          "'%s': frame %d belongs to segment %d, which is not defined"
              .formatted(name, frame + 1, number));
    }
    return mask.mask();
  }

  /** Adds the frame to a plane; a segment may have several frames there. */
  private static void copy(SegmentPixels pixels, Volume into, int plane) {
    GridSize size = into.size();
    int columns = pixels.shape.columns();
    for (int n = 0; n < pixels.shape.perFrame(); n++) {
      int value = pixels.value(n);
      if (value > 0) {
        into.voxels()
            .set(
                size.offset(n % columns, n / columns, plane),
                (float) ((double) value / pixels.shape.largest()));
      }
    }
  }

  private static void labels(SegmentPixels pixels, Map<Integer, SegmentMask> masks, int plane) {
    int columns = pixels.shape.columns();
    int background = pixels.shape.background();
    for (int n = 0; n < pixels.shape.perFrame(); n++) {
      int value = pixels.value(n);
      if (value == 0 || value == background) {
        continue;
      }
      SegmentMask mask = masks.get(value);
      if (mask == null) {
        throw new InputDataException(
            "'%s': a pixel belongs to segment %d, which is not defined"
                .formatted(pixels.shape.name(), value));
      }
      Volume volume = mask.mask();
      volume.voxels().set(volume.size().offset(n % columns, n / columns, plane), 1);
    }
  }

  private static Map<Integer, Segment> segments(Attributes object, SegmentPixels.Shape shape) {
    Map<Integer, Segment> segments = new LinkedHashMap<>();
    Sequence all = object.getSequence(Tag.SegmentSequence);
    for (Attributes item : all == null ? List.<Attributes>of() : all) {
      int number = item.getInt(Tag.SegmentNumber, -1);
      if (number == 0 && shape.meaning() == SegmentPixels.Meaning.LABEL_MAP) {
        continue;
      }
      Segment segment =
          new Segment(
              number,
              item.getString(Tag.SegmentLabel, "segment " + number).strip(),
              code(item, Tag.SegmentedPropertyCategoryCodeSequence),
              code(item, Tag.SegmentedPropertyTypeCodeSequence),
              item.getString(Tag.SegmentAlgorithmName, ""));
      if (number < 1 || segments.put(number, segment) != null) {
        throw new InputDataException(
            "'%s': a segment has the number %d, which is not possible or used twice"
                .formatted(shape.name(), number));
      }
    }
    if (segments.isEmpty()) {
      throw new InputDataException("'%s' defines no segment".formatted(shape.name()));
    }
    return segments;
  }

  private static Code code(Attributes item, int tag) {
    Attributes code = item.getNestedDataset(tag);
    return code == null ? new Code("", "", "") : Code.of(code);
  }
}
