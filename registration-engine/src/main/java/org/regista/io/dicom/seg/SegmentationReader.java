package org.regista.io.dicom.seg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.regista.geometry.GridSize;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.ObjectKind;

/**
 * Reads Segmentations (PS3.3 C.8.20): binary, also where frames do not begin at whole bytes, and
 * fractional. Segments may overlap.
 */
public final class SegmentationReader {

  private static final long MOST_VOXELS = 1L << 31;

  private SegmentationReader() {}

  /** Whether a file is one, by its SOP class. */
  public static boolean isSegmentation(Attributes object) {
    return object.getString(Tag.SOPClassUID, "").equals(ObjectKind.SEGMENTATION.sopClass());
  }

  /**
   * Each segment on the one grid of all frames, in the file's frame of reference; the caller closes
   * them.
   *
   * @throws InputDataException if it is damaged or no segmentation of this kind
   */
  public static List<SegmentMask> read(Path file) {
    Attributes object = DicomObjects.read(file);
    if (!isSegmentation(object)) {
      throw new InputDataException(
          "'%s' is no segmentation; its SOP class is %s"
              .formatted(file, object.getString(Tag.SOPClassUID, "missing")));
    }
    String name = file.toString();
    Pixels pixels = Pixels.of(object, name);
    FrameGroups groups = new FrameGroups(object, name);
    if (groups.frames() != pixels.frames) {
      throw new InputDataException(
          "'%s' states %d frames and describes %d".formatted(file, pixels.frames, groups.frames()));
    }
    FrameGrid grid = FrameGrid.of(groups, pixels.rows, pixels.columns, name);
    Map<Integer, Segment> segments = segments(object, name);
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
    return fill(segments, groups, grid, pixels, space, name);
  }

  private static List<SegmentMask> fill(
      Map<Integer, Segment> segments,
      FrameGroups groups,
      FrameGrid grid,
      Pixels pixels,
      Space space,
      String name) {
    Map<Integer, SegmentMask> masks = new LinkedHashMap<>();
    try {
      segments.forEach(
          (number, segment) ->
              masks.put(
                  number,
                  new SegmentMask(
                      segment, Volume.zeros(space, grid.grid(), IntensityUnit.ARBITRARY))));
      for (int f = 0; f < groups.frames(); f++) {
        int number =
            groups
                .group(f, Tag.SegmentIdentificationSequence)
                .map(g -> g.getInt(Tag.ReferencedSegmentNumber, -1))
                .orElse(-1);
        SegmentMask mask = masks.get(number);
        if (mask == null) {
          throw new InputDataException(
              "'%s': frame %d belongs to segment %d, which is not defined"
                  .formatted(name, f + 1, number));
        }
        pixels.copy(f, mask.mask(), grid.planes()[f]);
      }
      return List.copyOf(masks.values());
    } catch (RuntimeException e) {
      masks.values().forEach(SegmentMask::close);
      throw e;
    }
  }

  private static Map<Integer, Segment> segments(Attributes object, String name) {
    Map<Integer, Segment> segments = new LinkedHashMap<>();
    Sequence all = object.getSequence(Tag.SegmentSequence);
    for (Attributes item : all == null ? List.<Attributes>of() : all) {
      int number = item.getInt(Tag.SegmentNumber, -1);
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
                .formatted(name, number));
      }
    }
    if (segments.isEmpty()) {
      throw new InputDataException("'%s' defines no segment".formatted(name));
    }
    return segments;
  }

  private static Code code(Attributes item, int tag) {
    Attributes code = item.getNestedDataset(tag);
    return code == null ? new Code("", "", "") : Code.of(code);
  }

  /** The stored values of all frames. */
  private record Pixels(byte[] bytes, int bits, int rows, int columns, int frames, double largest) {

    static Pixels of(Attributes object, String name) {
      String type = object.getString(Tag.SegmentationType, "");
      int bits = object.getInt(Tag.BitsAllocated, 0);
      boolean possible =
          (type.equals("BINARY") && bits == 1) || (type.equals("FRACTIONAL") && bits == 8);
      if (!possible) {
        throw new InputDataException(
            "'%s' is a segmentation of the type '%s' with %d bits, which is not read"
                .formatted(name, type, bits));
      }
      int rows = object.getInt(Tag.Rows, 0);
      int columns = object.getInt(Tag.Columns, 0);
      int frames = object.getInt(Tag.NumberOfFrames, 0);
      if (rows < 1 || columns < 1 || frames < 1) {
        throw new InputDataException(
            "'%s' states %d frames of %d x %d".formatted(name, frames, columns, rows));
      }
      byte[] bytes = bytes(object, name);
      long needed =
          (Math.multiplyExact((long) rows * columns, (long) frames) * bits + Byte.SIZE - 1)
              / Byte.SIZE;
      if (bytes.length < needed) {
        throw new InputDataException(
            "'%s': %d frames of %d x %d need %d bytes, the file has %d"
                .formatted(name, frames, columns, rows, needed, bytes.length));
      }
      double largest = bits == 1 ? 1 : Math.max(1, object.getInt(Tag.MaximumFractionalValue, 255));
      return new Pixels(bytes, bits, rows, columns, frames, largest);
    }

    private static byte[] bytes(Attributes object, String name) {
      if (object.getValue(Tag.PixelData) instanceof Fragments) {
        throw new InputDataException(
            "'%s' is compressed; decompress it first, for example with gdcmconv --raw"
                .formatted(name));
      }
      try {
        byte @Nullable [] bytes = object.getBytes(Tag.PixelData);
        return bytes == null ? new byte[0] : bytes;
      } catch (IOException e) {
        throw new InputDataException("'%s' cannot be read to its end".formatted(name), e);
      }
    }

    /** Adds a frame to a plane; a segment may have several frames there. */
    void copy(int frame, Volume into, int plane) {
      GridSize size = into.size();
      long start = (long) frame * rows * columns;
      for (int n = 0; n < rows * columns; n++) {
        float value = value(start + n);
        if (value > 0) {
          into.voxels().set(size.offset(n % columns, n / columns, plane), value);
        }
      }
    }

    private float value(long pixel) {
      return bits == 1
          ? bytes[(int) (pixel >> 3)] >> (pixel & 7) & 1
          : (float) ((bytes[(int) pixel] & 255) / largest);
    }
  }
}
