package org.regista.app.gui.registration;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.work.Work;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.FrameRelation;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.FocusBox;
import org.regista.viewers.slice.Scene;

/** The box outside of which a registration sees nothing. Lives on the FX thread. */
public final class FocusViewModel {

  private static final int STEPS = 24;

  private final WorkViewModel work;
  private final ViewerViewModel viewer;
  private final Executor background;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<Optional<FocusBox>> box =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanProperty editing = new SimpleBooleanProperty(false);
  private final BooleanProperty drawing = new SimpleBooleanProperty(false);
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private Optional<Asked> asked = Optional.empty();

  /** Of what the shares are asked. */
  private record Asked(FocusBox box, Scene scene) {}

  public FocusViewModel(
      WorkViewModel work, ViewerViewModel viewer, Executor background, Executor fx) {
    this.work = work;
    this.viewer = viewer;
    this.background = background;
    this.fx = fx;
    work.work().subscribe(this::follow);
    box.subscribe(now -> changed());
    editing.subscribe(
        now -> {
          if (now && box.get().isEmpty()) {
            begin();
          }
          viewer.hands().changed();
        });
    viewer.shown().subscribe(s -> measure());
    viewer.hands().add(new FocusHandles(this));
  }

  public WorkViewModel work() {
    return work;
  }

  /** As it is seen now, also while a hand changes it; empty for none. */
  public ReadOnlyObjectProperty<Optional<FocusBox>> box() {
    return box.getReadOnlyProperty();
  }

  /** While it is on, hands and keys change the box. */
  public BooleanProperty editing() {
    return editing;
  }

  /** While it is on, too, a drag beside the knobs draws a new rectangle. */
  public BooleanProperty drawing() {
    return drawing;
  }

  /** Size, and how much of both scans lies inside; empty without a box. */
  public ReadOnlyStringProperty text() {
    return text.getReadOnlyProperty();
  }

  private void follow(Optional<Work> now) {
    String written = now.map(w -> w.settings().box()).orElse("");
    if (!written.equals(box.get().map(FocusBox::text).orElse(""))) {
      box.set(written.isEmpty() ? Optional.empty() : Optional.of(FocusBox.parse(written)));
    }
  }

  private void changed() {
    viewer.hands().changed();
    measure();
  }

  /** "172 × 210 × 150 mm": along the patient's x, y and z. */
  String size() {
    return box.get()
        .map(FocusBox::edgesMm)
        .map(mm -> "%.0f × %.0f × %.0f mm".formatted(mm.x(), mm.y(), mm.z()))
        .orElse("");
  }

  /** Shows a box that a hand still changes. */
  void preview(FocusBox now) {
    box.set(Optional.of(now));
  }

  /** Takes the box that is seen as an action that can be undone. */
  void commit(String name) {
    String written = box.get().map(FocusBox::text).orElse("");
    box.set(written.isEmpty() ? Optional.empty() : Optional.of(FocusBox.parse(written)));
    work.change(name, w -> w.withSettings(w.settings().withBox(written)));
  }

  /**
   * The box as six numbers, as on the command line.
   *
   * @throws InputDataException if they are no box
   */
  public void set(String numbers) {
    box.set(numbers.isBlank() ? Optional.empty() : Optional.of(FocusBox.parse(numbers)));
    commit("set the box");
  }

  public void clear() {
    editing.set(false);
    box.set(Optional.empty());
    commit("remove the box");
  }

  /** Moves the box, LPS mm. */
  public void moveBy(LpsVector mm) {
    box.get()
        .ifPresent(
            b -> {
              preview(new FocusBox(b.low().plus(mm), b.high().plus(mm)));
              commit("move the box");
            });
  }

  /** Grows the box on both sides along a vector, or shrinks it; never to nothing. */
  public void growBy(LpsVector mm) {
    box.get()
        .filter(b -> leastEdge(b.edgesMm().plus(mm.times(2))) > 1)
        .ifPresent(
            b -> {
              preview(new FocusBox(b.low().plus(mm.times(-1)), b.high().plus(mm)));
              commit("size the box");
            });
  }

  private static double leastEdge(LpsVector edges) {
    return Math.min(edges.x(), Math.min(edges.y(), edges.z()));
  }

  /**
   * A first box: all that both images show, or the whole fixed image as long as nothing tells where
   * the moving one lies.
   */
  private void begin() {
    boolean known =
        work.work().get().filter(w -> w.shown() > 0 || w.isUnkept()).isPresent()
            || scene().filter(FocusViewModel::inOneFrame).isPresent();
    if (known) {
      wholeOverlap();
    } else {
      scene().map(s -> FocusBox.around(s.fixed().grid())).ifPresent(this::take);
    }
  }

  private static boolean inOneFrame(Scene s) {
    return FrameRelation.byHeaders(s.fixed().space(), s.moving().space()).kind()
        == FrameRelation.Kind.SAME_FRAME;
  }

  /** All that both images show, as they lie now. */
  public void wholeOverlap() {
    scene().flatMap(FocusViewModel::overlap).ifPresent(this::take);
  }

  /** The head above the skull base, in what both images show: without neck and jaw. */
  public void skull() {
    scene()
        .ifPresent(
            s ->
                background.execute(
                    () -> {
                      Optional<FocusBox> found =
                          SkullBox.of(s.fixed()).flatMap(b -> overlap(s).flatMap(b::and));
                      fx.execute(() -> found.ifPresent(this::take));
                    }));
  }

  private void take(FocusBox found) {
    preview(found);
    commit("choose a box");
  }

  private Optional<Scene> scene() {
    return viewer.shown().get().map(Shown::loaded).map(l -> l.scene());
  }

  private static Optional<FocusBox> overlap(Scene scene) {
    AffineMap toFixed = PlacementViewModel.linear(scene.fixedToMoving()).inverse();
    GridGeometry moving = scene.moving().grid();
    List<LpsPoint> corners =
        IntStream.range(0, 8)
            .mapToObj(
                c ->
                    new VoxelIndex(
                        (c & 1) * moving.size().ni() - 0.5,
                        (c >> 1 & 1) * moving.size().nj() - 0.5,
                        (c >> 2) * moving.size().nk() - 0.5))
            .map(v -> toFixed.apply(moving.toLps(v)))
            .toList();
    return FocusBox.around(scene.fixed().grid()).and(FocusBox.around(corners));
  }

  private void measure() {
    Optional<Asked> now = box.get().flatMap(b -> scene().map(s -> new Asked(b, s)));
    if (now.equals(asked)) {
      return;
    }
    asked = now;
    text.set(size());
    now.ifPresent(a -> background.execute(() -> measure(a)));
  }

  private void measure(Asked a) {
    if (!asked.filter(a::equals).isPresent()) {
      return; // the hand has moved on since
    }
    AffineMap toFixed = PlacementViewModel.linear(a.scene().fixedToMoving()).inverse();
    double fixed = share(a.scene().fixed().grid(), AffineMap.IDENTITY, a.box());
    double moving = share(a.scene().moving().grid(), toFixed, a.box());
    fx.execute(
        () -> {
          if (asked.filter(a::equals).isPresent()) {
            text.set(
                "%s. It holds %.0f %% of the fixed scan and %.0f %% of the moving scan."
                    .formatted(size(), 100 * fixed, 100 * moving));
          }
        });
  }

  /** Of a grid's places, evenly spread. */
  private static double share(GridGeometry grid, AffineMap toFixed, FocusBox box) {
    int inside = 0;
    for (int k = 0; k < STEPS; k++) {
      for (int j = 0; j < STEPS; j++) {
        for (int i = 0; i < STEPS; i++) {
          LpsPoint p =
              grid.toLps(
                  new VoxelIndex(
                      middle(i, grid.size().ni()),
                      middle(j, grid.size().nj()),
                      middle(k, grid.size().nk())));
          inside += box.contains(toFixed.apply(p)) ? 1 : 0;
        }
      }
    }
    return inside / Math.pow(STEPS, 3);
  }

  private static double middle(int n, int length) {
    return (n + 0.5) / STEPS * length - 0.5;
  }
}
