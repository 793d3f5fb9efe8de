package org.regista.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.reg.FieldForExport;
import org.regista.job.Existing;
import org.regista.job.dicom.DicomApply;
import org.regista.job.dicom.DicomExport;
import org.regista.job.dicom.ExportRequest;
import org.regista.job.dicom.ExportedObject;
import org.regista.resample.Interpolation;

/** What {@code --format dicom} does. */
final class DicomOutput {

  private static final String FOLDER = "dicom";

  private DicomOutput() {}

  /** All objects that a result allows, into a folder of it. */
  static void export(Services services, Console console, Path result, int threads) {
    Path out = result.resolve(FOLDER);
    ExportRequest request =
        new ExportRequest(
            result, Set.of(), FieldForExport.USUAL_SPACING_MM, ExportRequest.Attachments.NONE);
    new DicomExport(services.extensions().files(), creation(services), threads)
        .run(request, out, Existing.REPLACE)
        .forEach(object -> print(console, out.resolve(object.name()), object));
  }

  /** Contours, a dose or a segmentation through a registration; false if the file is none. */
  static boolean carry(
      Services services, Console console, Path registration, Path in, Path out, int threads) {
    Optional<ExportedObject> carried = apply(services, threads).object(registration, in, out);
    carried.ifPresent(object -> print(console, out, object));
    return carried.isPresent();
  }

  /** A series through a registration. */
  static void draw(Services services, Console console, Drawing drawing, int threads) {
    ExportedObject object =
        apply(services, threads).series(drawing.registration, drawing.in, drawing.how, drawing.out);
    print(console, drawing.out, object);
  }

  /** What to draw, how and into which folder. */
  record Drawing(Path registration, Path in, Interpolation how, Path out) {}

  private static DicomApply apply(Services services, int threads) {
    return new DicomApply(services.extensions().files(), creation(services), threads);
  }

  private static Creation creation(Services services) {
    return Creation.now(services.program().name(), services.program().version());
  }

  private static void print(Console console, Path place, ExportedObject object) {
    console.out().printf("%s (%d)%n", place, object.files());
    object.remarks().forEach(remark -> console.out().println("  " + remark));
  }
}
