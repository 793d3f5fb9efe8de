package org.regista.app.gui.structures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.structures.ShownRegion;
import org.regista.geometry.LpsPoint;
import org.regista.io.VolumeFiles;
import org.regista.job.structures.ImagePairGrids;
import org.regista.job.structures.Region;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Overlays;
import org.regista.viewers.structure.Side;

/**
 * The structures of the open pair as a list, and the pictures of them. They belong to the pair, and
 * are closed with it. Lives on the FX thread.
 */
public final class StructureListViewModel {

  private static final int SHOWN_AT_FIRST = 30;

  private final ViewerViewModel viewer;
  private final Executor background;
  private final DoseViewModel dose;
  private final JudgedStructuresViewModel judged;
  private final Map<Integer, Region> regions = new HashMap<>();
  private final Map<Integer, Path> sources = new HashMap<>();
  private final ReadOnlyObjectWrapper<List<StructureEntry>> entries =
      new ReadOnlyObjectWrapper<>(List.of());
  private Optional<Scene> pair = Optional.empty();
  private int nextId = 1;

  StructureListViewModel(
      WorkViewModel work,
      ViewerViewModel viewer,
      VolumeFiles files,
      Executor background,
      Executor fx) {
    this.viewer = viewer;
    this.background = background;
    this.dose = new DoseViewModel(viewer);
    this.judged = new JudgedStructuresViewModel(work, files, background, fx);
    viewer.shown().subscribe(this::follow);
    entries.subscribe(list -> draw());
    dose.dose().subscribe(d -> draw());
  }

  /** In the order in which they were opened. */
  public ReadOnlyObjectProperty<List<StructureEntry>> entries() {
    return entries.getReadOnlyProperty();
  }

  public DoseViewModel dose() {
    return dose;
  }

  /** What of the structures the judgement uses, in words. */
  public ReadOnlyStringProperty judgedText() {
    return judged.words();
  }

  /** Another pair takes its own structures. */
  private void follow(Optional<Shown> shown) {
    Optional<Scene> now = shown.map(s -> s.loaded().scene());
    boolean same = now.isPresent() && samePair(now, pair);
    pair = now;
    if (!same) {
      List<StructureEntry> old = entries.get();
      entries.set(List.of());
      dose.clear();
      old.forEach(this::closeLater);
    } else if (shown.orElseThrow().state().overlays().isEmpty()) {
      draw();
    }
  }

  private void closeLater(StructureEntry entry) {
    Optional<Region> region = Optional.ofNullable(regions.remove(entry.id()));
    sources.remove(entry.id());
    Runnable close =
        () -> {
          entry.solid().close();
          region.ifPresent(Region::close);
        };
    if (pair.isPresent()) {
      background.execute(() -> viewer.closeAfterPictures(close)); // it may be being carried
    } else {
      viewer.closeAfterPictures(close);
    }
  }

  private void draw() {
    List<Outline> outlines =
        entries.get().stream()
            .filter(StructureEntry::visible)
            .map(StructureEntry::outline)
            .toList();
    Overlays next = new Overlays(outlines, dose.look());
    boolean same = viewer.shown().get().filter(s -> s.state().overlays().equals(next)).isPresent();
    if (!same) {
      viewer.setOverlays(next.isEmpty() ? Overlays.NONE : next);
    }
  }

  /** Where the images of the pair lie; empty while none is open. */
  Optional<ImagePairGrids> grids() {
    return pair.map(
        s ->
            new ImagePairGrids(
                s.fixed().space(), s.fixed().grid(), s.moving().space(), s.moving().grid()));
  }

  /** The pair that is open. */
  Optional<Scene> pair() {
    return pair;
  }

  /** Whether both show the same images, through whatever transform. */
  static boolean samePair(Optional<Scene> a, Optional<Scene> b) {
    return a.map(Scene::fixed).equals(b.map(Scene::fixed))
        && a.map(Scene::moving).equals(b.map(Scene::moving));
  }

  /** Takes over what has come. */
  void add(List<ShownRegion> arrived) {
    List<StructureEntry> all = new ArrayList<>(entries.get());
    for (ShownRegion a : arrived) {
      int id = nextId++;
      regions.put(id, a.region());
      sources.put(id, a.file());
      String name = a.side() == Side.CARRIED ? "→ " + a.region().name() : a.region().name();
      all.add(
          new StructureEntry(
              id,
              name,
              a.solid(),
              a.side(),
              Objects.toString(a.file().getFileName()),
              a.through(),
              a.beforeMl(),
              a.region().rgb(),
              all.size() < SHOWN_AT_FIRST,
              0));
    }
    set(all);
  }

  private void set(List<StructureEntry> all) {
    entries.set(List.copyOf(all));
    grids().ifPresent(grids -> judged.follow(entries.get(), Map.copyOf(regions), grids));
  }

  private void change(int id, UnaryOperator<StructureEntry> how) {
    set(entries.get().stream().map(e -> e.id() == id ? how.apply(e) : e).toList());
  }

  public void setVisible(int id, boolean visible) {
    change(id, e -> e.withVisible(visible));
  }

  /** All of them at once. */
  public void setAllVisible(boolean visible) {
    set(entries.get().stream().map(e -> e.withVisible(visible)).toList());
  }

  public void setRgb(int id, int rgb) {
    change(id, e -> e.withRgb(rgb));
  }

  public void setFill(int id, double fill) {
    change(id, e -> e.withFill(fill));
  }

  /** Structures of the same name on both images are compared under Judge. */
  public void rename(int id, String name) {
    if (!name.isBlank()) {
      change(id, e -> e.withName(name.strip()));
    }
  }

  /** Takes a structure from the list; its file stays. */
  public void remove(int id) {
    List<StructureEntry> gone = entries.get().stream().filter(e -> e.id() == id).toList();
    set(entries.get().stream().filter(e -> e.id() != id).toList());
    gone.forEach(this::closeLater);
  }

  /** Brings the crosshair to the centre of a structure. */
  public void visit(int id) {
    pair.ifPresent(
        scene ->
            entries.get().stream()
                .filter(e -> e.id() == id)
                .findFirst()
                .flatMap(e -> centre(scene, e))
                .ifPresent(viewer::placeCrosshair));
  }

  private static Optional<LpsPoint> centre(Scene scene, StructureEntry e) {
    LpsPoint centre = e.solid().centre();
    return e.side().isMoving() ? scene.inFixed(centre) : Optional.of(centre);
  }

  /** What these stand for, borrowed. */
  List<Region> regions(List<StructureEntry> of) {
    return of.stream().flatMap(e -> Optional.ofNullable(regions.get(e.id())).stream()).toList();
  }

  /** Where it came from. */
  Path file(StructureEntry e) {
    return sources.getOrDefault(e.id(), Path.of(e.source()));
  }

  /** Takes carried structures over, in place of those of the same name. */
  void replaceCarried(List<ShownRegion> carried) {
    List<String> names = carried.stream().map(a -> "→ " + a.region().name()).toList();
    List<StructureEntry> replaced =
        entries.get().stream()
            .filter(e -> e.side() == Side.CARRIED && names.contains(e.name()))
            .toList();
    entries.set(entries.get().stream().filter(e -> !replaced.contains(e)).toList());
    replaced.forEach(this::closeLater);
    add(carried);
  }
}
