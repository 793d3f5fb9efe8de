package org.regista.io.dicom.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;
import org.regista.io.dicom.DicomObjects;

/** A series of images that objects refer to: its UIDs, and the header of its first image. */
public final class SourceSeries {

  private static final int MOST_FILES = 100_000;
  private static final int DEEPEST_FOLDER = 16;

  private final Attributes header;
  private final List<Instance> instances;

  private SourceSeries(Attributes header, List<Instance> instances) {
    this.header = header;
    this.instances = List.copyOf(instances);
  }

  /**
   * One image.
   *
   * @param along its place along the normal of the first image, mm
   */
  public record Instance(String sopClassUid, String sopInstanceUid, double along) {}

  /**
   * The series of this UID in a folder, or beside a file.
   *
   * @throws InputDataException if there is no image of it
   */
  public static SourceSeries find(Path path, String seriesUid) {
    List<Attributes> headers = new ArrayList<>();
    for (Path file : files(path)) {
      Optional<Attributes> header = header(file);
      header
          .filter(h -> seriesUid.equals(h.getString(Tag.SeriesInstanceUID)))
          .filter(h -> h.contains(Tag.Rows))
          .ifPresent(headers::add);
    }
    if (headers.isEmpty()) {
      throw new InputDataException(
          "'%s' holds no image of the DICOM series %s; DICOM objects need the series they refer to"
              .formatted(path, seriesUid));
    }
    return of(headers);
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
            .toList());
  }

  private static List<Path> files(Path path) {
    Path folder =
        Files.isDirectory(path)
            ? path
            : Optional.ofNullable(path.toAbsolutePath().getParent()).orElseThrow();
    int depth = Files.isDirectory(path) ? DEEPEST_FOLDER : 1;
    try (Stream<Path> walk = Files.walk(folder, depth)) {
      return walk.filter(Files::isRegularFile).limit(MOST_FILES).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputDataException("the folder '%s' cannot be listed".formatted(folder), e);
    }
  }

  private static Optional<Attributes> header(Path file) {
    try {
      return Optional.of(DicomObjects.readHeader(file));
    } catch (InputDataException e) {
      return Optional.empty(); // no image of the series; whoever read the images has told
    }
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
