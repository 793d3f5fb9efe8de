package org.regista.job.dicom;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
          AtomicFile.write(
              part.resolve(REPORT),
              stream -> stream.write(report(scope, objects).getBytes(StandardCharsets.UTF_8)));
          return objects;
        });
  }

  private List<ExportedObject> write(ExportScope scope, ExportRequest request, Path folder) {
    List<ExportedObject> objects = new ArrayList<>();
    if (request.parts().contains(ExportPart.REG)) {
      objects.add(
          new RegistrationPart(scope, request.gridSpacingMm(), threads).write(folder, List.of()));
    }
    if (request.parts().contains(ExportPart.SERIES)) {
      objects.add(new SeriesPart(scope, files).write(folder));
    }
    return objects;
  }

  private static String report(ExportScope scope, List<ExportedObject> objects) {
    StringBuilder text = new StringBuilder();
    text.append(scope.derivation()).append('\n');
    text.append("fixed frame of reference: ").append(scope.fixed().frameUid()).append('\n');
    text.append("moving frame of reference: ").append(scope.moving().frameUid()).append('\n');
    for (ExportedObject object : objects) {
      text.append('\n').append(object.name());
      text.append(object.files() == 1 ? "" : " (%d files)".formatted(object.files())).append('\n');
      object.remarks().forEach(remark -> text.append("  ").append(remark).append('\n'));
    }
    return text.toString();
  }
}
