package org.regista.app.gui.structures;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.structures.Carrying;
import org.regista.app.structures.ShownRegion;
import org.regista.app.structures.StructureFiles;
import org.regista.error.InputDataException;
import org.regista.error.RegistrationException;
import org.regista.io.VolumeFiles;
import org.regista.job.dicom.ExportRequest;
import org.regista.job.structures.ImagePairGrids;
import org.regista.job.structures.ImagePairGrids.Image;
import org.regista.job.structures.Region;
import org.regista.job.structures.RegionFile;
import org.regista.job.structures.RegionReader;
import org.regista.transform.AffineTransform;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.structure.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The structures of the open pair: opened, shown, carried onto the fixed image, saved. They belong
 * to the pair and go with it. Lives on the FX thread; reads and carries on the background one.
 */
public final class StructuresViewModel {

  private static final Logger LOG = LoggerFactory.getLogger(StructuresViewModel.class);

  private final WorkViewModel work;
  private final ViewerViewModel viewer;
  private final VolumeFiles files;
  private final Executor background;
  private final Executor fx;
  private final StructureListViewModel list;
  private final Carrying carrying;
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private Optional<Scene> spokenOf = Optional.empty();

  /**
   * @param version of this program, for what is saved
   */
  public StructuresViewModel(
      WorkViewModel work,
      ViewerViewModel viewer,
      VolumeFiles files,
      String version,
      Executor background,
      Executor fx) {
    this.viewer = viewer;
    this.files = files;
    this.background = background;
    this.fx = fx;
    this.list = new StructureListViewModel(work, viewer, files, background, fx);
    this.work = work;
    this.carrying = new Carrying(files, version, Runtime.getRuntime().availableProcessors());
    viewer.shown().subscribe(this::forget);
  }

  /** What is open, and how it is shown. */
  public StructureListViewModel list() {
    return list;
  }

  /** What was done, or why not. */
  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** What was said belongs to the pair. */
  private void forget(Optional<Shown> shown) {
    Optional<Scene> now = shown.map(s -> s.loaded().scene());
    if (!StructureListViewModel.samePair(now, spokenOf)) {
      said.set("");
    }
    spokenOf = now;
  }

  /** Opens structures and doses, each on the image to which it belongs. */
  public void open(List<Path> paths) {
    open(paths, Optional.empty());
  }

  /** Opens structures that were drawn on the fixed image. */
  public void openFixed(List<Path> paths) {
    open(paths, Optional.of(Image.FIXED));
  }

  /** Opens structures that were drawn on the moving image. */
  public void openMoving(List<Path> paths) {
    open(paths, Optional.of(Image.MOVING));
  }

  private void open(List<Path> paths, Optional<Image> told) {
    if (list.grids().isEmpty()) {
      said.set("Open two images first; structures belong to one of them.");
      return;
    }
    RegionReader reader = new RegionReader(files, list.grids().get());
    run("Opening …", () -> arriving(new StructureFiles(reader).read(paths, told)));
  }

  /**
   * What was dropped: structures are opened, anything else goes to {@code otherwise}, on the FX
   * thread.
   */
  public void take(List<Path> paths, Runnable otherwise) {
    if (list.grids().isEmpty() || paths.isEmpty()) {
      otherwise.run();
      return;
    }
    RegionReader reader = new RegionReader(files, list.grids().get());
    background.execute(
        () -> {
          boolean ours = new StructureFiles(reader).areStructures(paths);
          fx.execute(
              () -> {
                if (ours) {
                  open(paths);
                } else {
                  otherwise.run();
                }
              });
        });
  }

  /** Looks for structures and doses beside the images of the pair that was opened. */
  public void lookBeside(List<Path> images) {
    list.grids()
        .ifPresent(
            grids ->
                run(
                    "",
                    () ->
                        arriving(
                            new StructureFiles(new RegionReader(files, grids)).beside(images))));
  }

  /** Runs on the background thread, after what runs already; what it returns runs on the FX one. */
  private void run(String doing, Supplier<Runnable> task) {
    Optional<Scene> asked = list.pair();
    if (busy.get()) {
      waiting.add(() -> start(asked, doing, task));
    } else {
      start(asked, doing, task);
    }
  }

  private void start(Optional<Scene> asked, String doing, Supplier<Runnable> task) {
    busy.set(true);
    said.set(doing);
    background.execute(
        () -> {
          Runnable after = attempted(task);
          fx.execute(() -> finish(asked, after));
        });
  }

  private Runnable attempted(Supplier<Runnable> task) {
    try {
      return task.get();
    } catch (RegistrationException e) {
      return () -> said.set(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a task with structures failed", e);
      return () -> said.set("A fault in Regista (%s); please report it.".formatted(e));
    }
  }

  private void finish(Optional<Scene> asked, Runnable after) {
    busy.set(false);
    if (StructureListViewModel.samePair(asked, list.pair())) {
      after.run();
    }
    Optional.ofNullable(waiting.poll()).ifPresent(Runnable::run);
  }

  /** Solids are made on the background thread. */
  private Runnable arriving(StructureFiles.Found found) {
    List<ShownRegion> all = new ArrayList<>();
    for (RegionFile file : found.regions()) {
      Side side = file.drawnOn() == Image.FIXED ? Side.FIXED : Side.MOVING;
      for (Region region : file.regions()) {
        all.add(ShownRegion.drawn(region, side, file.file()));
      }
    }
    return () -> {
      found.doses().forEach(list.dose()::show);
      list.add(all);
      said.set(found.words());
    };
  }

  /**
   * Carries the visible structures of the moving image onto the fixed one, through the registration
   * that is shown; carried ones of the same name are replaced.
   */
  public void carry() {
    List<StructureEntry> moving =
        list.entries().get().stream().filter(e -> e.side() == Side.MOVING && e.visible()).toList();
    if (moving.isEmpty()) {
      said.set("No structure of the moving image is shown; open one, or make it visible.");
      return;
    }
    LoadedCase now = viewer.shown().get().orElseThrow().loaded();
    List<Region> sources = list.regions(moving);
    Optional<Supplier<List<Region>>> way = way(now, sources);
    if (way.isEmpty()) {
      said.set("The images are not registered; register them, then carry the structures.");
      return;
    }
    run("Carrying …", () -> carried(moving, way.get().get(), now.badge().text()));
  }

  /** Through the attempt that is shown, or within one frame of reference. */
  private Optional<Supplier<List<Region>>> way(LoadedCase now, List<Region> sources) {
    Optional<Path> result =
        work.work()
            .get()
            .filter(w -> w.shown() > 0)
            .map(w -> Path.of(w.attempt(w.shown()).folder()));
    if (result.isPresent()) {
      return Optional.of(() -> carrying.through(result.get(), sources));
    }
    boolean oneFrame = now.badge().trust() == RegistrationBadge.Trust.CERTAIN;
    return oneFrame && now.scene().fixedToMoving() instanceof AffineTransform map
        ? Optional.of(() -> carrying.through(map, now.scene().fixed().grid(), sources))
        : Optional.empty();
  }

  private Runnable carried(List<StructureEntry> moving, List<Region> regions, String through) {
    List<ShownRegion> all = new ArrayList<>();
    for (int n = 0; n < moving.size(); n++) {
      StructureEntry before = moving.get(n);
      Region region = regions.get(n).named(before.name(), before.rgb());
      all.add(ShownRegion.carried(region, list.file(before), through, before.ml()));
    }
    return () -> {
      list.replaceCarried(all);
      said.set("%d carried onto the fixed image; save them under Deliver.".formatted(all.size()));
    };
  }

  /**
   * Saves the visible carried structures: as image of labels if the name ends so, as RT Structure
   * Set otherwise. To be run on the background thread; returns what was saved.
   */
  public Supplier<String> saving(Path file) {
    List<StructureEntry> all =
        list.entries().get().stream().filter(e -> e.side() == Side.CARRIED && e.visible()).toList();
    ImagePairGrids grids =
        list.grids().orElseThrow(() -> new InputDataException("there is no pair of images"));
    Path fixed = work.work().get().map(w -> Path.of(w.fixed())).orElse(Path.of(""));
    String how = all.isEmpty() ? "" : all.getFirst().through();
    return carrying.saving(list.regions(all), grids, fixed, how, file);
  }

  /** Files of the moving side that an export of the registration takes along. */
  public ExportRequest.Attachments attachments() {
    return StructureFiles.attachments(
        list.entries().get().stream()
            .filter(e -> e.side() == Side.MOVING && e.visible())
            .map(list::file)
            .distinct()
            .toList(),
        list.dose()
            .dose()
            .get()
            .filter(d -> d.visible() && d.look().side() == Side.MOVING)
            .map(DoseViewModel.Dose::file));
  }
}
