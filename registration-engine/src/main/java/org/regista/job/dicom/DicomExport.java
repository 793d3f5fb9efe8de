package org.regista.job.dicom;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.io.AtomicFile;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.object.Creation;
import org.regista.job.AtomicFolder;
import org.regista.job.Existing;

/**
 * Writes a registration result as DICOM objects into a folder, which appears whole or not at all.
 * Every registration among them has been read back before, and leads where it should.
 */
public final class DicomExport {

  /** Lists what the folder holds, for people. */
  public static final String REPORT = "export.txt";

  private final VolumeFiles files;
  private final Creation creation;
  private final int threads;

  public DicomExport(VolumeFiles files, Creation creation, int threads) {
    this.files = files;
    this.creation = creation;
    this.threads = threads;
  }

  /**
   * @throws org.regista.error.InputDataException if the result was not made from two DICOM series
   *     of one patient, or the place cannot be written
   * @throws org.regista.error.NumericalException if an object does not say what was meant
   */
  public List<ExportedObject> run(ExportRequest request, Path out, Existing existing) {
    AtomicFolder folder = new AtomicFolder(out, REPORT, existing);
    ExportScope scope = ExportScope.open(request.result(), creation);
    return folder.write(
        part -> {
          List<ExportedObject> objects = write(scope, request, part);
          report(scope, objects, part);
          return objects;
        });
  }

  private List<ExportedObject> write(ExportScope scope, ExportRequest request, Path folder) {
    Set<ExportPart> parts = request.parts();
    List<ExportedObject> objects = new ArrayList<>();
    Optional<ContoursPart> contours =
        parts.contains(ExportPart.RTSTRUCT)
            ? Optional.of(
                new ContoursPart(scope, needed(request.attached().contours(), "contours"), threads))
            : Optional.empty();
    RegistrationPart registration = new RegistrationPart(scope, request.gridSpacingMm(), threads);
    if (parts.contains(ExportPart.REG)) {
      List<LpsPoint> centroids = contours.map(ContoursPart::centroids).orElse(List.of());
      objects.add(registration.write(folder, centroids));
    }
    SeriesPart series = new SeriesPart(scope, files);
    if (parts.contains(ExportPart.SERIES)) {
      objects.add(series.write(folder));
    }
    contours.ifPresent(part -> objects.add(part.write(folder.resolve(ContoursPart.FILE))));
    if (parts.contains(ExportPart.RTDOSE)) {
      Path dose = needed(request.attached().dose(), "a dose");
      objects.add(
          new DosePart(scope, threads)
              .write(folder.resolve(DosePart.FILE), dose, registration.object()));
    }
    LabelsPart labels = new LabelsPart(scope, files, threads);
    if (parts.contains(ExportPart.SEG)) {
      objects.add(
          labels.write(
              folder.resolve(LabelsPart.FILE), needed(request.attached().labels(), "labels")));
    }
    if (parts.contains(ExportPart.SR)) {
      objects.add(
          new MeasurementsPart(scope).write(folder, registration.object(), labels.carried()));
    }
    if (parts.contains(ExportPart.PR)) {
      objects.addAll(
          new FusionPart(scope, files).write(folder, series.series(), registration.object()));
    }
    if (parts.contains(ExportPart.PDF)) {
      objects.add(new PdfPart(scope).write(folder, report(scope, objects)));
    }
    return objects;
  }

  static void report(ExportScope scope, List<ExportedObject> objects, Path folder) {
    write(report(scope, objects), folder);
  }

  static void write(String report, Path folder) {
    byte[] text = report.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(REPORT), stream -> stream.write(text));
  }

  private static Path needed(Optional<Path> file, String what) {
    return file.orElseThrow(
        () -> new InputDataException("to export %s, give the file they are in".formatted(what)));
  }

  private static String report(ExportScope scope, List<ExportedObject> objects) {
    StringBuilder text = new StringBuilder();
    text.append(scope.derivation()).append('\n');
    text.append("relation: ").append(scope.relation().words()).append('\n');
    text.append("fixed frame of reference: ").append(scope.fixed().frameUid()).append('\n');
    text.append("moving frame of reference: ").append(scope.moving().frameUid()).append('\n');
    list(objects, text);
    return text.toString();
  }

  static void list(List<ExportedObject> objects, StringBuilder text) {
    for (ExportedObject object : objects) {
      text.append('\n').append(object.name());
      text.append(object.files() == 1 ? "" : " (%d files)".formatted(object.files())).append('\n');
      object.remarks().forEach(remark -> text.append("  ").append(remark).append('\n'));
    }
  }
}
