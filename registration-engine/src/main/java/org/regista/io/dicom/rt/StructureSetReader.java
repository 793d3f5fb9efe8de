package org.regista.io.dicom.rt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.rt.Contour;
import org.regista.rt.Structure;
import org.regista.rt.StructureSet;

/** Reads RT Structure Sets (PS3.3 C.8.8.5, C.8.8.6) and refuses what their form does not show. */
public final class StructureSetReader {

  private static final int LIGHT_GREY = 0xc0c0c0;

  private StructureSetReader() {}

  /** Whether a file is one, by its SOP class. */
  public static boolean isStructureSet(Attributes object) {
    return object.getString(Tag.SOPClassUID, "").equals(ObjectKind.STRUCTURE_SET.sopClass());
  }

  /** UIDs of the frames of reference that its structures lie in. */
  public static List<String> frames(Path file) {
    return rois(object(file), file).values().stream().map(Roi::frame).distinct().toList();
  }

  /**
   * The structures, taken to lie in {@code space}.
   *
   * @throws InputDataException if it is damaged, no structure set, or drawn in another frame of
   *     reference than that of the space
   */
  public static StructureSet read(Path file, Space space) {
    Attributes object = object(file);
    Map<Integer, Roi> rois = rois(object, file);
    String frame = space.frameOfReferenceUid().orElse("");
    for (Roi roi : rois.values()) {
      if (!roi.frame.equals(frame)) {
        throw new InputDataException(
            ("'%s': the structure '%s' is drawn in the frame of reference %s, but '%s' lies in %s; "
                    + "contours are shown only in their own frame or through a registration")
                .formatted(
                    file,
                    roi.name,
                    roi.frame.isEmpty() ? "none" : roi.frame,
                    space.label(),
                    frame.isEmpty() ? "none" : frame));
      }
    }
    Map<Integer, Structure> structures = new LinkedHashMap<>();
    rois.forEach(
        (number, roi) ->
            structures.put(
                number, new Structure(number, roi.name, roi.type, LIGHT_GREY, List.of())));
    for (Attributes item : items(object, Tag.ROIContourSequence)) {
      int number = item.getInt(Tag.ReferencedROINumber, -1);
      Structure structure = structures.get(number);
      if (structure == null) {
        throw new InputDataException(
            "'%s': contours belong to the structure number %d, which is not defined"
                .formatted(file, number));
      }
      structures.put(number, withContours(structure, item, file));
    }
    return new StructureSet(
        space,
        object.getString(Tag.StructureSetLabel, "").strip(),
        List.copyOf(structures.values()));
  }

  private static Attributes object(Path file) {
    Attributes object = DicomObjects.read(file);
    if (!isStructureSet(object)) {
      throw new InputDataException(
          "'%s' is no RT Structure Set; its SOP class is %s"
              .formatted(file, object.getString(Tag.SOPClassUID, "missing")));
    }
    return object;
  }

  private record Roi(String name, String frame, String type) {}

  private static Map<Integer, Roi> rois(Attributes object, Path file) {
    Map<Integer, String> types = new LinkedHashMap<>();
    for (Attributes item : items(object, Tag.RTROIObservationsSequence)) {
      types.put(
          item.getInt(Tag.ReferencedROINumber, -1),
          item.getString(Tag.RTROIInterpretedType, "").strip());
    }
    Map<Integer, Roi> rois = new LinkedHashMap<>();
    for (Attributes item : items(object, Tag.StructureSetROISequence)) {
      int number = item.getInt(Tag.ROINumber, -1);
      Roi roi =
          new Roi(
              item.getString(Tag.ROIName, "structure " + number).strip(),
              item.getString(Tag.ReferencedFrameOfReferenceUID, ""),
              types.getOrDefault(number, ""));
      if (rois.put(number, roi) != null) {
        throw new InputDataException(
            "'%s': two structures have the number %d".formatted(file, number));
      }
    }
    return rois;
  }

  private static Structure withContours(Structure structure, Attributes item, Path file) {
    List<Contour> contours = new ArrayList<>();
    for (Attributes contour : items(item, Tag.ContourSequence)) {
      contour(contour, structure, file).ifPresent(contours::add);
    }
    int @Nullable [] rgb = item.getInts(Tag.ROIDisplayColor);
    int colour =
        rgb == null || rgb.length != 3
            ? structure.rgb()
            : (rgb[0] & 255) << 16 | (rgb[1] & 255) << 8 | (rgb[2] & 255);
    return new Structure(structure.number(), structure.name(), structure.type(), colour, contours);
  }

  private static Optional<Contour> contour(Attributes item, Structure structure, Path file) {
    double @Nullable [] xyz;
    try {
      xyz = item.getDoubles(Tag.ContourData);
    } catch (RuntimeException e) {
      xyz = null;
    }
    int stated = item.getInt(Tag.NumberOfContourPoints, -1);
    if (xyz == null && stated <= 0) {
      return Optional.empty();
    }
    if (xyz == null || xyz.length % 3 != 0 || xyz.length == 0 || stated * 3L != xyz.length) {
      throw new InputDataException(
          "'%s': a contour of '%s' states %d points and holds %d numbers"
              .formatted(file, structure.name(), stated, xyz == null ? 0 : xyz.length));
    }
    List<LpsPoint> points = new ArrayList<>(stated);
    for (int n = 0; n < xyz.length; n += 3) {
      LpsPoint p = new LpsPoint(xyz[n], xyz[n + 1], xyz[n + 2]);
      if (!(Math.abs(p.x()) + Math.abs(p.y()) + Math.abs(p.z()) < 1e6)) {
        throw new InputDataException(
            "'%s': a contour of '%s' has a point at %s".formatted(file, structure.name(), p));
      }
      points.add(p);
    }
    return Optional.of(new Contour(kind(item, structure, file), points));
  }

  private static Contour.Kind kind(Attributes item, Structure structure, Path file) {
    String type = item.getString(Tag.ContourGeometricType, "").strip();
    return switch (type) {
      case "POINT" -> Contour.Kind.POINT;
      case "OPEN_PLANAR" -> Contour.Kind.OPEN_PLANAR;
      case "OPEN_NONPLANAR" -> Contour.Kind.OPEN_NONPLANAR;
      case "CLOSED_PLANAR", "CLOSEDPLANAR_XOR" -> Contour.Kind.CLOSED_PLANAR;
      default ->
          throw new InputDataException(
              "'%s': a contour of '%s' has the unknown type '%s'"
                  .formatted(file, structure.name(), type));
    };
  }

  private static List<Attributes> items(Attributes parent, int tag) {
    Sequence sequence = parent.getSequence(tag);
    return sequence == null ? List.of() : sequence;
  }
}
