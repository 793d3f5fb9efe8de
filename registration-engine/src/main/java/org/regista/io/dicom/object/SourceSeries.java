package org.regista.io.dicom.object;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.io.VolumePath;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.VolumeCandidate;

/** A series of images that objects refer to: its UIDs, and the header of its first image. */
public final class SourceSeries {

  private static final double PLANE_TOLERANCE_MM = 0.1;

  private final Attributes header;
  private final List<Instance> instances;
  private final boolean sameRescale;

  private SourceSeries(Attributes header, List<Instance> instances, boolean sameRescale) {
    this.header = header;
    this.instances = List.copyOf(instances);
    this.sameRescale = sameRescale;
  }

  /**
   * One image.
   *
   * @param along its place along the normal of the first image, mm
   */
  public record Instance(String sopClassUid, String sopInstanceUid, double along) {}

  /**
   * The images of a volume in a folder, or beside a file.
   *
   * @param path of the volume; which one of a folder it chooses does not matter
   * @param uid of the volume's space: its Series Instance UID, with "#2" for the second of several
   * @throws InputDataException if there is no such volume
   */
  public static SourceSeries find(Path path, String uid) {
    Path place = VolumePath.of(path).file();
    VolumeCandidate volume = DicomScanner.scanOf(place).chosen(place, uid);
    return ofFiles(volume.files());
  }

  /** Of files that hold all its images. */
  public static SourceSeries ofFiles(List<Path> files) {
    return of(files.stream().map(DicomObjects::readHeader).toList());
  }

  /** Of the headers of its images, in any order. */
  public static SourceSeries of(List<Attributes> headers) {
    double[] normal = normal(headers.getFirst());
    record Placed(Attributes header, double along) {}
    List<Placed> sorted =
        headers.stream()
            .map(h -> new Placed(h, along(h, normal)))
            .sorted(
                Comparator.comparingDouble(Placed::along)
                    .thenComparing(p -> p.header().getString(Tag.SOPInstanceUID, "")))
            .toList();
    return new SourceSeries(
        sorted.getFirst().header(),
        sorted.stream()
            .map(
                p ->
                    new Instance(
                        p.header().getString(Tag.SOPClassUID, ""),
                        p.header().getString(Tag.SOPInstanceUID, ""),
                        p.along()))
            .distinct()
            .toList(),
        headers.stream().map(SourceSeries::rescale).distinct().count() == 1);
  }

  private static List<Double> rescale(Attributes header) {
    return List.of(
        header.getDouble(Tag.RescaleSlope, 1), header.getDouble(Tag.RescaleIntercept, 0));
  }

  private static double[] normal(Attributes header) {
    double[] o = header.getDoubles(Tag.ImageOrientationPatient);
    if (o == null || o.length != 6) {
      return new double[3];
    }
    return new double[] {
      o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]
    };
  }

  private static double along(Attributes header, double[] normal) {
    double[] p = header.getDoubles(Tag.ImagePositionPatient);
    return p == null || p.length != 3
        ? header.getInt(Tag.InstanceNumber, 0)
        : p[0] * normal[0] + p[1] * normal[1] + p[2] * normal[2];
  }

  /** The header of the first image, borrowed. */
  public Attributes header() {
    return header;
  }

  /** All images, in the order of their positions. */
  public List<Instance> instances() {
    return instances;
  }

  /** Whether pixels mean the same in all images, which PET does not promise. */
  public boolean sameRescale() {
    return sameRescale;
  }

  /** The image in whose plane all points lie, to 0.1 mm; empty if there is none. */
  public Optional<Instance> imageOf(List<LpsPoint> points) {
    double[] normal = normal(header);
    double first = along(points.getFirst(), normal);
    boolean level =
        points.stream().allMatch(p -> Math.abs(along(p, normal) - first) < PLANE_TOLERANCE_MM);
    return level
        ? instances.stream()
            .filter(instance -> Math.abs(instance.along() - first) < PLANE_TOLERANCE_MM)
            .findFirst()
        : Optional.empty();
  }

  private static double along(LpsPoint p, double[] normal) {
    return p.x() * normal[0] + p.y() * normal[1] + p.z() * normal[2];
  }

  public String seriesUid() {
    return header.getString(Tag.SeriesInstanceUID, "");
  }

  public String studyUid() {
    return header.getString(Tag.StudyInstanceUID, "");
  }

  public String modality() {
    return header.getString(Tag.Modality, "");
  }

  /**
   * @throws InputDataException if the images name no frame of reference
   */
  public String frameUid() {
    return Optional.ofNullable(header.getString(Tag.FrameOfReferenceUID))
        .filter(uid -> !uid.isBlank())
        .orElseThrow(
            () ->
                new InputDataException(
                    "the DICOM series %s names no frame of reference, so no object can say where it lies"
                        .formatted(seriesUid())));
  }

  /**
   * DICOM objects belong to one patient.
   *
   * @throws InputDataException if the other series is of another patient
   */
  public void requireSamePatient(SourceSeries other) {
    String ours = header.getString(Tag.PatientID, "").strip();
    String theirs = other.header.getString(Tag.PatientID, "").strip();
    if (!ours.equals(theirs)) {
      throw new InputDataException(
          "the DICOM series %s and %s carry different Patient IDs; objects that join two patients are not written"
              .formatted(seriesUid(), other.seriesUid()));
    }
  }
}
