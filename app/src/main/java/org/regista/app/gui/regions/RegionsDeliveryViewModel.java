package org.regista.app.gui.regions;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.work.Work;
import org.regista.error.RegistrationException;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.pet.SuvLedger;
import org.regista.job.Existing;
import org.regista.job.dicom.ExportedObject;
import org.regista.job.dicom.RegionExport;
import org.regista.quality.region.Region;

/** Writes regions and their figures as DICOM objects. Lives on the FX thread. */
public final class RegionsDeliveryViewModel {

  /** As DICOM objects name what made them. */
  private static final String PROGRAM = "Regista";

  private final WorkViewModel work;
  private final ViewerViewModel viewer;
  private final RegionsViewModel regions;
  private final String version;
  private final Executor background;
  private final Executor fx;
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");

  /**
   * @param version of this program
   */
  public RegionsDeliveryViewModel(
      WorkViewModel work,
      ViewerViewModel viewer,
      RegionsViewModel regions,
      String version,
      Executor background,
      Executor fx) {
    this.work = work;
    this.viewer = viewer;
    this.regions = regions;
    this.version = version;
    this.background = background;
    this.fx = fx;
  }

  public RegionsViewModel regions() {
    return regions;
  }

  /** What was saved where, or why not. */
  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  /** Writes SEG, SR and, through a registration, REG into a folder. */
  public void save(Path folder) {
    Optional<RegionExport.Request> request = request();
    if (request.isEmpty()) {
      said.set("Not saved: draw a region on a PET in SUV first (Measure).");
      return;
    }
    said.set("Saving …");
    background.execute(
        () -> {
          try {
            String words = write(request.get(), folder);
            fx.execute(() -> said.set(words));
          } catch (RegistrationException e) {
            fx.execute(() -> said.set("Not saved: " + e.getMessage()));
          }
        });
  }

  /** Empty if there is no region in SUV. */
  private Optional<RegionExport.Request> request() {
    Optional<Work> w = work.work().get();
    Optional<Shown> shown = viewer.shown().get();
    Optional<PetSide> pet = regions.pet();
    Optional<SuvLedger> ledger = regions.ledger();
    List<RegionExport.Measured> measured =
        regions.figures().get().stream().flatMap(f -> measured(f).stream()).toList();
    if (w.isEmpty() || pet.isEmpty() || ledger.isEmpty() || measured.isEmpty()) {
      return Optional.empty();
    }
    boolean through = w.get().shown() > 0 && !pet.get().isFixed();
    return Optional.of(
        new RegionExport.Request(
            pet.get().path(shown.orElseThrow().loaded(), w.get()),
            pet.get().inOwnSpace(),
            ledger.get(),
            measured,
            through ? Path.of(w.get().attempt(w.get().shown()).folder()) : null));
  }

  private static Optional<RegionExport.Measured> measured(RegionFigures f) {
    Region r = f.region();
    return f.voxels()
        .map(
            voxels ->
                new RegionExport.Measured(
                    r.name(), r.words(), r.cut(), voxels, f.measures().orElseThrow()));
  }

  private String write(RegionExport.Request request, Path folder) {
    int threads = Runtime.getRuntime().availableProcessors();
    StringBuilder text = new StringBuilder("Regions saved: " + folder);
    for (ExportedObject object :
        new RegionExport(Creation.now(PROGRAM, version), threads)
            .run(request, folder, Existing.REFUSE)) {
      text.append("\n%s (%d)".formatted(object.name(), object.files()));
      object.remarks().forEach(remark -> text.append("\n  ").append(remark));
    }
    return text.toString();
  }
}
