package org.regista.app.gui.deliver;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.Session;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.structures.StructuresViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.report.PdfReport;
import org.regista.app.work.ResultCopy;
import org.regista.error.InputDataException;
import org.regista.error.RegistrationException;
import org.regista.io.AtomicFile;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.reg.FieldForExport;
import org.regista.job.Existing;
import org.regista.job.dicom.DicomExport;
import org.regista.job.dicom.ExportRequest;
import org.regista.job.dicom.ExportedObject;
import org.regista.viewers.slice.FusedPicture;
import org.regista.viewers.slice.PixelImage;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.Plane;

/** Saves what was reached. Lives on the FX thread; works on the background one. */
public final class DeliverViewModel {

  /** As DICOM objects name what made them. */
  private static final String PROGRAM = "Regista";

  private final WorkViewModel work;
  private final ViewerViewModel viewer;
  private final Session session;
  private final String version;
  private final StructuresViewModel structures;
  private final SliceRenderer renderer;
  private final Executor background;
  private final Executor fx;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");

  /**
   * @param version of this program
   * @param structures go along with what is exported
   */
  public DeliverViewModel(
      WorkViewModel work,
      ViewerViewModel viewer,
      Session session,
      String version,
      StructuresViewModel structures,
      Executor background,
      Executor fx) {
    this.work = work;
    this.viewer = viewer;
    this.session = session;
    this.version = version;
    this.structures = structures;
    this.renderer = new SliceRenderer(Runtime.getRuntime().availableProcessors());
    this.background = background;
    this.fx = fx;
  }

  public WorkViewModel work() {
    return work;
  }

  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** What was saved where, or why not. */
  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  private Optional<Path> result() {
    return work.work()
        .get()
        .filter(w -> w.shown() > 0)
        .map(w -> Path.of(w.attempt(w.shown()).folder()));
  }

  /** Copies the folder of the attempt that is shown, with its record, report and signature. */
  public void saveResult(Path target) {
    result()
        .ifPresent(
            folder ->
                run(
                    () -> {
                      ResultCopy.copy(folder, target);
                      return "Result saved: " + target;
                    }));
  }

  /** Writes the attempt that is shown as DICOM objects, each of which is read back. */
  public void exportDicom(Path target) {
    ExportRequest.Attachments attached = structures.attachments();
    result()
        .ifPresent(
            folder ->
                run(
                    () -> {
                      return words(target, export(folder, target, attached, Existing.REFUSE));
                    }));
  }

  /** Saves the carried structures that are shown, and reads them back. */
  public void saveStructures(Path file) {
    try {
      run(structures.saving(file));
    } catch (RegistrationException e) {
      said.set("Not saved: " + e.getMessage());
    }
  }

  private List<ExportedObject> export(
      Path result, Path target, ExportRequest.Attachments attached, Existing existing) {
    return dicomExport()
        .run(
            new ExportRequest(result, Set.of(), FieldForExport.USUAL_SPACING_MM, attached),
            target,
            existing);
  }

  /** How the objects of the attempt that is shown are made in the folder of this work. */
  public Supplier<List<Parcel>> prepareDicom() {
    Path folder =
        result()
            .orElseThrow(() -> new InputDataException("there is no result yet; register first"));
    Path target = work.folder().path().resolve("dicom-" + folder.getFileName());
    ExportRequest.Attachments attached = structures.attachments();
    return () -> {
      List<ExportedObject> objects = export(folder, target, attached, Existing.REPLACE);
      return SendViewModel.parcels(target, objects.stream().map(ExportedObject::name).toList());
    };
  }

  private DicomExport dicomExport() {
    return new DicomExport(
        session.files(),
        Creation.now(PROGRAM, version),
        Runtime.getRuntime().availableProcessors());
  }

  private static String words(Path target, List<ExportedObject> objects) {
    StringBuilder text = new StringBuilder("DICOM saved: " + target);
    for (ExportedObject object : objects) {
      text.append("\n%s (%d)".formatted(object.name(), object.files()));
      object.remarks().forEach(remark -> text.append("\n  ").append(remark));
    }
    return text.append("\nAll of it: ").append(DicomExport.REPORT).toString();
  }

  /**
   * Writes the three planes as they are fused now, with letters, scale and badge.
   *
   * @param file TIFF if its name ends so, else PNG
   * @param pixels edge of each plane
   */
  public void savePicture(Path file, int pixels) {
    viewer
        .shown()
        .get()
        .ifPresent(
            s ->
                run(
                    () -> {
                      byte[] bytes = encoded(picture(s, pixels), file);
                      AtomicFile.write(file, out -> out.write(bytes));
                      return "Picture saved: " + file;
                    }));
  }

  private FusedPicture fused(Shown s, int pixels) {
    return new FusedPicture(
        s.loaded().view().fixed(), s.loaded().view().moving(), s.state(), pixels, renderer);
  }

  private PixelImage picture(Shown s, int pixels) {
    return fused(s, pixels).asLooked(s.loaded().scene().fixedToMoving(), s.loaded().viewBadge());
  }

  /**
   * Writes an animated PNG that goes through all slices of the plane under the pointer, as they are
   * fused now.
   *
   * @param pixels edge of each plane
   */
  public void saveCine(Path file, int pixels) {
    Plane plane = viewer.activePlane().get();
    viewer
        .shown()
        .get()
        .ifPresent(
            s ->
                run(
                    () -> {
                      byte[] bytes =
                          fused(s, pixels)
                              .cine(plane, s.loaded().scene().fixedToMoving(), s.loaded().badge());
                      AtomicFile.write(file, out -> out.write(bytes));
                      return "Cine saved: " + file;
                    }));
  }

  /** Writes the report of the attempt that is shown, signature included, as PDF. */
  public void saveReport(Path file) {
    result()
        .ifPresent(
            folder ->
                run(
                    () -> {
                      PdfReport.write(folder, file);
                      return "Report saved: " + file;
                    }));
  }

  private static byte[] encoded(PixelImage image, Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".tif") || name.endsWith(".tiff") ? image.toTiff() : image.toPng();
  }

  private void run(Supplier<String> task) {
    if (busy.get()) {
      return;
    }
    busy.set(true);
    said.set("Saving …");
    background.execute(
        () -> {
          try {
            String words = task.get();
            fx.execute(() -> done(words));
          } catch (RegistrationException e) {
            fx.execute(() -> done("Not saved: " + e.getMessage()));
          }
        });
  }

  private void done(String words) {
    said.set(words);
    busy.set(false);
  }
}
