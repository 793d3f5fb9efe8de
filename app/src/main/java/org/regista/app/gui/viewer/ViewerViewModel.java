package org.regista.app.gui.viewer;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.regista.app.gui.LoadedCase;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.transform.Transform;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;
import org.regista.viewers.structure.Overlays;

/** What the three planes show together, and all that hands can do to it. Lives on the FX thread. */
public final class ViewerViewModel {

  /** What dragging with the first mouse button does. */
  public enum Tool {
    CROSSHAIR,
    WINDOW,
    PAN,
    ZOOM,
    /** Turns a picture, and thereby tilts the other two planes. */
    TILT,
    /** Draws a region to be measured. */
    REGION
  }

  /** The layer whose window the hands change. */
  public enum LayerChoice {
    FIXED,
    MOVING
  }

  private static final double LENS_TILES = 1.5;
  private static final double STEP_MM = 1;

  private final Executor renderThread;
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Tool> tool = new SimpleObjectProperty<>(Tool.CROSSHAIR);
  private final ObjectProperty<LayerChoice> activeLayer =
      new SimpleObjectProperty<>(LayerChoice.FIXED);
  private final ObjectProperty<Optional<FusionMode>> held =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Plane> activePlane = new SimpleObjectProperty<>(Plane.AXIAL);
  private final ObjectProperty<Plane> chosenPlane = new SimpleObjectProperty<>(Plane.AXIAL);
  private final ObjectProperty<ViewerLayout> layout =
      new SimpleObjectProperty<>(ViewerLayout.THREE);
  private final ObjectProperty<Optional<LpsPoint>> pointer =
      new SimpleObjectProperty<>(Optional.empty());
  private final RegionLayer regions = new RegionLayer();
  private final ReadOnlyLongWrapper drawn = new ReadOnlyLongWrapper(0);
  private final LongProperty tick = new SimpleLongProperty(0);
  private final SliceHands hands = new SliceHands();
  private ViewerLayout beforeMaximised = ViewerLayout.THREE;

  /**
   * @param renderThread one thread, in order: the old case is closed on it after its last picture
   */
  public ViewerViewModel(Executor renderThread) {
    this.renderThread = renderThread;
  }

  /** A picture's own view-model, rendering on the same thread as the others. */
  public SliceViewModel slice(ViewerLayout.Cell cell, SliceRenderer renderer, Executor fx) {
    return new SliceViewModel(cell, this, renderer, renderThread, fx);
  }

  /** Empty until something was opened. */
  public ReadOnlyObjectProperty<Optional<Shown>> shown() {
    return shown.getReadOnlyProperty();
  }

  public ObjectProperty<Tool> tool() {
    return tool;
  }

  public ObjectProperty<LayerChoice> activeLayer() {
    return activeLayer;
  }

  /** The plane under the pointer, to which the arrow keys go. */
  public ObjectProperty<Plane> activePlane() {
    return activePlane;
  }

  /** The plane that is large in layouts that have one, and the only one in others. */
  public ObjectProperty<Plane> chosenPlane() {
    return chosenPlane;
  }

  public ObjectProperty<ViewerLayout> layout() {
    return layout;
  }

  /** The place under the mouse, fixed space; empty while it is not over a picture. */
  public ObjectProperty<Optional<LpsPoint>> pointer() {
    return pointer;
  }

  /** Counts the turns of {@link FusionMode#FLICKER}. */
  public LongProperty tick() {
    return tick;
  }

  /** What is being measured. */
  public RegionLayer regions() {
    return regions;
  }

  /** A mode that holds only while a key is down. */
  public ObjectProperty<Optional<FusionMode>> held() {
    return held;
  }

  /** How many pictures have been handed to the screen. */
  public ReadOnlyLongProperty drawn() {
    return drawn.getReadOnlyProperty();
  }

  /** What lies over the slices and can be taken hold of. */
  public SliceHands hands() {
    return hands;
  }

  void countDrawn() {
    drawn.set(drawn.get() + 1);
  }

  /** Takes over {@code next} and closes what was shown before. */
  public void show(LoadedCase next) {
    Optional<Shown> before = shown.get();
    shown.set(Optional.of(new Shown(next, next.firstLook(), false)));
    before.ifPresent(old -> renderThread.execute(old.loaded()::close));
  }

  /**
   * Shows the same images through another transform, which is taken over; of the old one is closed
   * after its last picture what the new one does not use.
   */
  public void replaceTransform(Transform fixedToMoving, RegistrationBadge badge) {
    Transform old = shown.get().map(s -> s.loaded().scene().fixedToMoving()).orElse(fixedToMoving);
    showAs(s -> new Shown(s.loaded().through(fixedToMoving, badge), s.state(), s.moving()));
    renderThread.execute(() -> LoadedCase.closeFields(old, fixedToMoving));
  }

  /** Shows nothing any more, and closes nothing: what was shown belongs to somebody else. */
  public void letGo() {
    shown.set(Optional.empty());
  }

  /** For view-models that change what of the case is shown, or say more of it. */
  public void showAs(UnaryOperator<Shown> how) {
    shown.get().ifPresent(s -> shown.set(Optional.of(how.apply(s))));
  }

  /** Other voxels in place of {@code old}, which is closed after its last picture. */
  public void replaceVolume(Volume old, Volume next) {
    showAs(s -> s.replacing(old, next));
    afterPictures(old::close);
  }

  /** Runs after the pictures that are being drawn. */
  public void afterPictures(Runnable task) {
    renderThread.execute(task);
  }

  /** Closes what is shown; the last call. */
  public void close() {
    Optional<Shown> before = shown.get();
    shown.set(Optional.empty());
    before.ifPresent(old -> renderThread.execute(old.loaded()::close));
  }

  /** Said while a hand drags: pictures may then be coarse. */
  public void setMoving(boolean moving) {
    showAs(s -> s.moving() == moving ? s : s.whileMoving(moving));
  }

  public void change(UnaryOperator<ViewState> how) {
    showAs(s -> s.with(how.apply(s.state())));
  }

  private void changeCamera(UnaryOperator<Camera> how) {
    change(state -> state.moved(how));
  }

  private void changeFusion(UnaryOperator<Fusion> how) {
    change(state -> state.withFusion(how.apply(state.fusion())));
  }

  public void placeCrosshair(LpsPoint p) {
    changeCamera(camera -> camera.withCrosshair(p));
  }

  /** Moves the crosshair on the slice of {@code plane}, by {@value #STEP_MM} mm each. */
  public void moveCrosshair(Plane plane, int right, int down) {
    changeCamera(
        camera -> {
          Plane.Axes axes = camera.axes(plane);
          LpsVector step = axes.right().times(right).plus(axes.down().times(down)).times(STEP_MM);
          return camera.withCrosshair(camera.crosshair().plus(step));
        });
  }

  /** Moves the crosshair by whole slices of the fixed volume across {@code plane}. */
  public void scroll(Plane plane, int slices) {
    shown
        .get()
        .map(s -> s.sliceStep(plane).times(slices))
        .ifPresent(step -> changeCamera(c -> c.withCrosshair(c.crosshair().plus(step))));
  }

  /** Zooms all planes such that {@code anchor} stays under the pointer. */
  public void zoom(double factor, LpsPoint anchor) {
    changeCamera(camera -> camera.zoomedBy(factor, anchor));
  }

  /** Zooms about the crosshair. */
  public void zoom(double factor) {
    changeCamera(camera -> camera.zoomedBy(factor, camera.crosshair()));
  }

  /** Moves the picture: the patient by {@code shift}. */
  public void pan(LpsVector shift) {
    changeCamera(camera -> camera.withCentre(camera.centre().plus(shift.times(-1))));
  }

  /** The whole fixed volume in view again; the crosshair stays. */
  public void fit() {
    showAs(Shown::fitted);
  }

  public void setBlend(double blend) {
    changeFusion(fusion -> fusion.withBlend(blend));
  }

  public void blendBy(double change) {
    changeFusion(fusion -> fusion.withBlend(fusion.blend() + change));
  }

  public void setMode(FusionMode mode) {
    changeFusion(fusion -> fusion.withMode(mode));
  }

  public void cycleMode() {
    changeFusion(fusion -> fusion.withMode(fusion.mode().next()));
  }

  /** Where the swipe divides and the spyglass looks; nothing in other modes. */
  public void setFocus(LpsPoint p) {
    shown
        .get()
        .map(s -> s.state().fusion().mode())
        .filter(mode -> mode == FusionMode.SWIPE || mode == FusionMode.SPYGLASS)
        .ifPresent(mode -> changeFusion(fusion -> fusion.withFocus(p)));
  }

  /** Size of the tiles of the checkerboard and of the lens, mm. */
  public void setTileMm(double mm) {
    changeFusion(fusion -> fusion.withTileMm(mm).withLensMm(LENS_TILES * mm));
  }

  public void setDeformation(Deformation.Kind kind) {
    change(state -> state.withDeformation(state.deformation().withKind(kind)));
  }

  public void cycleDeformation() {
    change(
        state ->
            state.withDeformation(state.deformation().withKind(state.deformation().kind().next())));
  }

  /** Closes something after the pictures that may still show it. */
  public void closeAfterPictures(Runnable close) {
    renderThread.execute(close);
  }

  /** Shows structures and dose, which stay somebody else's. */
  public void setOverlays(Overlays overlays) {
    change(state -> state.withOverlays(overlays));
  }

  public void setSlab(Camera.Slab slab) {
    changeCamera(camera -> camera.withSlab(slab));
  }

  /** Turns the picture of {@code plane} clockwise; the other two planes tilt with it. */
  public void tilt(Plane plane, double angleRad) {
    changeCamera(
        camera -> {
          Plane.Axes axes = camera.axes(plane);
          // the normal of a picture may lead to the viewer or away
          LpsVector away = axes.right().cross(axes.down());
          return camera.turnedAbout(away, -angleRad);
        });
  }

  /** The planes along the patient again. */
  public void straighten() {
    changeCamera(camera -> camera.withTilt(AffineMap.IDENTITY));
  }

  /** The planes along the fixed scan, which a head or a gantry may have tilted. */
  public void alignWithScan() {
    shown
        .get()
        .map(s -> ScanTilt.of(s.loaded().scene().fixed().grid()))
        .ifPresent(tilt -> changeCamera(camera -> camera.withTilt(tilt)));
  }

  /** Fills the centre with {@code plane}, or goes back to the layout before that. */
  public void toggleMaximised(Plane plane) {
    if (layout.get() == ViewerLayout.ONE) {
      layout.set(beforeMaximised);
    } else {
      beforeMaximised = layout.get();
      chosenPlane.set(plane);
      layout.set(ViewerLayout.ONE);
    }
  }

  /** Shows the layouts of one plane with the next plane. */
  public void cyclePlane() {
    chosenPlane.set(chosenPlane.get().next());
  }

  public void setColours(LayerChoice which, ColourMap colours) {
    changeLayer(which, layer -> layer.withColours(colours));
  }

  public void setWindow(LayerChoice which, IntensityWindow window) {
    changeLayer(which, layer -> layer.withWindow(window));
  }

  /**
   * Drags the window of the active layer, in pixels: to the right wider, down brighter, in
   * proportion to the window that {@link InitialView} would choose.
   */
  public void dragWindow(double rightPixels, double downPixels) {
    LayerChoice which = activeLayer.get();
    shown
        .get()
        .map(s -> s.draggedWindow(which, rightPixels, downPixels))
        .ifPresent(window -> setWindow(which, window));
  }

  /** The first window again. */
  public void autoWindow(LayerChoice which) {
    shown
        .get()
        .ifPresent(s -> setWindow(which, Shown.layer(s.loaded().firstLook(), which).window()));
  }

  /** The window behind key {@code number}, from 1; nothing if the layer has fewer. */
  public void presetWindow(int number) {
    shown
        .get()
        .map(s -> s.presets(activeLayer.get()))
        .filter(presets -> number <= presets.size())
        .ifPresent(presets -> setWindow(activeLayer.get(), presets.get(number - 1).window()));
  }

  private void changeLayer(LayerChoice which, UnaryOperator<Layer> how) {
    change(
        state ->
            which == LayerChoice.FIXED
                ? state.withFixed(how.apply(state.fixed()))
                : state.withMoving(how.apply(state.moving())));
  }
}
