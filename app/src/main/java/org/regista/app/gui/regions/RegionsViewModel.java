package org.regista.app.gui.regions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.Companion;
import org.regista.app.gui.Session;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.RegionLayer;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.work.Measuring;
import org.regista.app.work.Work;
import org.regista.error.RegistrationException;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.pet.EnteredValues;
import org.regista.io.dicom.pet.SuvLedger;
import org.regista.job.pet.PetImage;
import org.regista.quality.region.Cut;
import org.regista.quality.region.OutlineShift;
import org.regista.quality.region.Region;
import org.regista.quality.region.RegionMeasures;
import org.regista.viewers.structure.Outline;

/** Measures regions of the PET among the open images, on its own voxels. Lives on the FX thread. */
public final class RegionsViewModel {

  private static final double USUAL_RADIUS_MM = 20;
  private static final double LEAST_MM = 3;

  private final WorkViewModel work;
  private final ViewerViewModel viewer;
  private final RegionOutlines outlines;
  private final VolumeFiles files;
  private final Executor background;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<Optional<LedgerText>> suv =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<SuvLedger> ledger = Optional.empty();
  private final ReadOnlyStringWrapper motion = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<List<RegionFigures>> figures =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
  private Optional<Asked> asked = Optional.empty();
  private Optional<Figured> figured = Optional.empty();

  /** What decides the ledger and the motion check. */
  private record Asked(Volume pet, Space own, Optional<Volume> ct, Path path, Measuring said) {}

  /** What decides the figures. */
  private record Figured(PetSide pet, List<Region> regions) {}

  public RegionsViewModel(
      WorkViewModel work,
      ViewerViewModel viewer,
      Session session,
      Executor background,
      Executor fx) {
    this.work = work;
    this.viewer = viewer;
    this.outlines = new RegionOutlines(viewer);
    this.files = session.files();
    this.background = background;
    this.fx = fx;
    viewer.shown().subscribe(s -> follow());
    work.work().subscribe(w -> follow());
    viewer.regions().stroke().subscribe(s -> s.ifPresent(this::stroke));
  }

  /** Empty while no PET is open, or it is being looked at. */
  public ReadOnlyObjectProperty<Optional<LedgerText>> suv() {
    return suv.getReadOnlyProperty();
  }

  /** What the PET is called; empty while none is open. */
  public ReadOnlyStringProperty name() {
    return name.getReadOnlyProperty();
  }

  /** Whether the patient lay still between CT and PET, in words. */
  public ReadOnlyStringProperty motion() {
    return motion.getReadOnlyProperty();
  }

  /** What the regions hold, in the order in which they were made. */
  public ReadOnlyObjectProperty<List<RegionFigures>> figures() {
    return figures.getReadOnlyProperty();
  }

  /** What went wrong; empty if nothing did. */
  public ReadOnlyStringProperty message() {
    return message.getReadOnlyProperty();
  }

  /** Empty if there is no SUV. */
  Optional<SuvLedger> ledger() {
    return ledger;
  }

  /** Empty if none is open. */
  Optional<PetSide> pet() {
    return viewer.shown().get().map(Shown::loaded).flatMap(PetSide::of);
  }

  /** "MR": what the fixed image is called. */
  public String fixedName() {
    return viewer.shown().get().map(s -> Companion.kind(s.loaded().scene().fixed())).orElse("");
  }

  private void follow() {
    Optional<PetSide> pet = pet();
    Optional<Work> now = work.work().get();
    if (pet.isEmpty() || now.isEmpty()) {
      clear();
      return;
    }
    Shown shown = viewer.shown().get().orElseThrow();
    Path path = pet.get().path(shown.loaded(), now.get());
    ask(
        new Asked(
            pet.get().volume(),
            pet.get().own(),
            pet.get().ct(),
            path,
            now.get().measuring().withRegions(List.of())));
    figure(new Figured(pet.get(), now.get().measuring().regions()));
  }

  private void clear() {
    asked = Optional.empty();
    figured = Optional.empty();
    if (!name.get().isEmpty()) {
      name.set("");
      suv.set(Optional.empty());
      ledger = Optional.empty();
      motion.set("");
      figures.set(List.of());
      outlines.draw(List.of());
    }
  }

  private void ask(Asked question) {
    if (asked.equals(Optional.of(question))) {
      return;
    }
    asked = Optional.of(question);
    name.set(question.pet().space().label());
    run(
        question.pet(),
        () -> {
          PetImage.Suv found =
              PetImage.Suv.of(question.path(), question.own(), question.said().entered());
          String moved =
              question
                  .ct()
                  .map(ct -> OutlineShift.of(ct, question.pet()).words())
                  .orElse("NOT MEASURED: no CT of the PET's frame of reference is open");
          boolean isSuv = question.pet().unit() == IntensityUnit.SUV_BW;
          Optional<PetImage> next =
              found.ledger().isPresent() == isSuv
                  ? Optional.empty()
                  : Optional.of(PetImage.read(files, question.path(), question.said().entered()));
          fx.execute(() -> answered(question, found, moved, next));
        });
  }

  private void answered(Asked question, PetImage.Suv found, String moved, Optional<PetImage> next) {
    if (!asked.equals(Optional.of(question))) {
      next.ifPresent(PetImage::close);
      return;
    }
    ledger = found.ledger();
    suv.set(Optional.of(text(found.refusal(), PetImage.isDicom(question.own()))));
    motion.set(moved);
    next.ifPresent(image -> viewer.replaceVolume(question.pet(), image.volume()));
  }

  private LedgerText text(String refusal, boolean isDicom) {
    return new LedgerText(
        ledger
            .map(
                l ->
                    "%s = %.6g × value [%s]"
                        .formatted(l.type().symbol(), l.factor(), l.valueUnit()))
            .orElse(""),
        ledger.stream().flatMap(l -> l.entries().stream()).map(e -> e.toString()).toList(),
        ledger.map(SuvLedger::rules).orElse(List.of()),
        refusal,
        isDicom);
  }

  private void figure(Figured question) {
    if (figured.equals(Optional.of(question))) {
      return;
    }
    figured = Optional.of(question);
    if (question.regions().isEmpty()) {
      figures.set(List.of());
      outlines.draw(List.of());
      return;
    }
    int threads = Runtime.getRuntime().availableProcessors();
    run(
        question.pet().volume(),
        () -> {
          List<RegionFigures> found =
              question.regions().stream()
                  .map(region -> RegionFigures.of(region, question.pet(), threads))
                  .toList();
          List<Outline> drawn = RegionOutlines.of(found, question.pet());
          fx.execute(
              () -> {
                if (figured.equals(Optional.of(question))) {
                  figures.set(found);
                  outlines.draw(drawn);
                } else {
                  drawn.forEach(o -> o.solid().close());
                }
              });
        });
  }

  private void run(Volume pet, Runnable task) {
    message.set("");
    background.execute(
        () -> {
          try {
            task.run();
          } catch (RegistrationException e) {
            fx.execute(() -> message.set(e.getMessage()));
          } catch (IllegalStateException e) {
            fx.execute(() -> closedMeanwhile(pet, e));
          }
        });
  }

  /** What is measured may be closed under the hands: then nobody asks for it any more. */
  private void closedMeanwhile(Volume pet, IllegalStateException e) {
    if (pet().filter(p -> p.volume() == pet).isPresent()) {
      throw e;
    }
  }

  /** Undoes or redoes like any other action. */
  private void change(String action, UnaryOperator<List<Region>> how) {
    work.change(
        action,
        w ->
            w.withMeasuring(
                w.measuring().withRegions(how.apply(new ArrayList<>(w.measuring().regions())))));
  }

  /** A new sphere of {@value #USUAL_RADIUS_MM} mm radius at the crosshair. */
  public void addSphere() {
    viewer.shown().get().ifPresent(s -> add(s.state().camera().crosshair(), USUAL_RADIUS_MM));
  }

  private void add(LpsPoint inFixed, double radiusMm) {
    pet()
        .ifPresent(
            p -> {
              LpsPoint centre = p.toPet(inFixed);
              change(
                  "add a region",
                  all -> {
                    all.add(Region.sphere(nextName(all), centre, radiusMm, Cut.EANM_41));
                    return all;
                  });
            });
  }

  private static String nextName(List<Region> all) {
    int number = all.size() + 1;
    while (names(all).contains("Region " + number)) {
      number++;
    }
    return "Region " + number;
  }

  private static List<String> names(List<Region> all) {
    return all.stream().map(Region::name).toList();
  }

  private void stroke(RegionLayer.Stroke stroke) {
    double radius = stroke.from().distanceMm(stroke.to());
    Optional<PetSide> pet = pet();
    if (pet.isEmpty()) {
      message.set("No PET is open: regions are measured on one.");
      return;
    }
    if (stroke.finished()) {
      viewer.tool().set(ViewerViewModel.Tool.CROSSHAIR);
      outlines.preview(List.of());
      if (radius >= LEAST_MM) {
        add(stroke.from(), radius);
      }
    } else if (radius >= LEAST_MM) {
      LpsPoint centre = pet.get().toPet(stroke.from());
      Region region = Region.sphere("", centre, radius, Cut.NONE);
      outlines.preview(List.of(RegionOutlines.shape(region, pet.get())));
    }
  }

  /** Changes the region at {@code index}. */
  public void change(int index, String action, UnaryOperator<Region> how) {
    change(
        action,
        all -> {
          all.set(index, how.apply(all.get(index)));
          return all;
        });
  }

  /** Makes a region larger or smaller, down to {@value #LEAST_MM} mm. */
  public void resize(int index, double factor) {
    change(
        index,
        "resize a region",
        r -> {
          double least = Math.min(r.halfMm().x(), Math.min(r.halfMm().y(), r.halfMm().z()));
          return least * factor < LEAST_MM ? r : r.withHalfMm(r.halfMm().times(factor));
        });
  }

  /** Brings a region to the crosshair. */
  public void bringHere(int index) {
    Optional<LpsPoint> here = viewer.shown().get().map(s -> s.state().camera().crosshair());
    pet()
        .ifPresent(
            p ->
                here.ifPresent(
                    at -> change(index, "move a region", r -> r.withCentre(p.toPet(at)))));
  }

  /** Brings the crosshair to the hottest voxel of a region. */
  public void goTo(int index) {
    RegionFigures f = figures.get().get(index);
    LpsPoint hottest = f.measures().map(RegionMeasures::maximumAt).orElse(f.region().centre());
    pet().flatMap(p -> p.toFixed(hottest)).ifPresent(viewer::placeCrosshair);
  }

  public void remove(int index) {
    change(
        "remove a region",
        all -> {
          all.remove(index);
          return all;
        });
  }

  /**
   * What a person says of the PET where its files say nothing; marked as such from then on. Empty
   * texts say nothing.
   *
   * @param injected "2026-05-12T14:01"
   */
  public void enter(String weightKg, String doseMbq, String injected) {
    try {
      Double bq = doseMbq.isBlank() ? null : 1e6 * Double.parseDouble(doseMbq.strip());
      enter(
          new EnteredValues(
              weightKg.isBlank() ? null : Double.valueOf(weightKg.strip()),
              bq,
              null,
              injected.isBlank() ? null : injected.strip(),
              false));
    } catch (NumberFormatException e) {
      message.set("Weight and dose are numbers: 72.5, 350");
    }
  }

  /** A person says that numbers without a unit are SUV by body weight. */
  public void enterSuv() {
    enter(new EnteredValues(null, null, null, null, true));
  }

  private void enter(EnteredValues values) {
    work.change("enter values of the PET", w -> w.withMeasuring(w.measuring().withEntered(values)));
  }
}
