package org.regista.app.gui.volume;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.regista.error.DeviceException;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;
import org.regista.viewers.volume.CpuVolumeRenderer;
import org.regista.viewers.volume.GlVolumeRenderer;
import org.regista.viewers.volume.SolidModel;
import org.regista.viewers.volume.VolumeCamera;
import org.regista.viewers.volume.VolumeLook;
import org.regista.viewers.volume.VolumeRenderer;
import org.regista.viewers.volume.VolumeRenderer.Frame;
import org.regista.viewers.volume.VolumeRenderer.Picture;
import org.regista.viewers.volume.VolumeScene;

/**
 * Draws the pictures in depth on a thread of its own, to which the graphics device belongs: coarse
 * while a hand moves, such that each takes less than a tenth of a second, and fine at rest.
 */
final class DepthDrawing {

  private static final double SLOW_MS = 80;
  private static final double VERY_SLOW_MS = 500;
  private static final double QUICK_MS = 25;
  private static final int FINEST_MOVING = 2;
  private static final int COARSEST = 8;

  private final int threads;
  private final Consumer<Result> finished;
  private @Nullable VolumeRenderer renderer;
  private String line = "";
  private SolidModel solids = SolidModel.NOTHING;
  private List<Object> solidsOf = List.of();
  private @Nullable Scene preparedFor;
  private @Nullable VolumeScene prepared;
  private volatile @Nullable Scene wanted;
  private int coarse = FINEST_MOVING;
  private double lastFineMs;

  /**
   * @param finished takes each picture, on this thread
   */
  DepthDrawing(int threads, Consumer<Result> finished) {
    this.threads = threads;
    this.finished = finished;
  }

  /**
   * All that decides the pixels.
   *
   * @param state whose structures and deformation are seen
   * @param moving whether a hand is still changing it
   */
  record Wish(
      Scene scene,
      ViewState state,
      VolumeLook look,
      VolumeCamera camera,
      int width,
      int height,
      boolean moving) {}

  /**
   * What there is to show, or to say.
   *
   * @param line what draws it, and how much of the volumes
   */
  record Result(Optional<Picture> picture, String line, Scene scene) {}

  /** Said on any thread: preparing anything else ends. */
  void want(@Nullable Scene scene) {
    wanted = scene;
  }

  /**
   * @param newer whether this picture is no longer wanted
   * @throws CancellationException if so, midway
   */
  void draw(Wish wish, BooleanSupplier newer) {
    VolumeScene scene = prepared(wish.scene());
    if (scene == null) {
      return;
    }
    try {
      draw(wish, scene, newer);
    } catch (CancellationException e) {
      throw e;
    } catch (IllegalStateException e) {
      return; // what it shows was closed meanwhile: nobody asks any more
    } catch (DeviceException e) {
      fallBack(e.getMessage());
      preparedFor = null; // the other renderer may take less
      draw(wish, newer);
    }
  }

  private void draw(Wish wish, VolumeScene plain, BooleanSupplier newer) {
    VolumeScene scene = plain.with(solids(wish));
    if (wish.moving() || lastFineMs > SLOW_MS) {
      // always finished, or a hand that does not rest would see nothing
      double ms = time(wish, scene, coarse, () -> false);
      coarse = ms > SLOW_MS ? Math.min(coarse + 1, COARSEST) : coarse;
      coarse = ms < QUICK_MS ? Math.max(coarse - 1, FINEST_MOVING) : coarse;
    }
    if (!wish.moving()) {
      if (lastFineMs > VERY_SLOW_MS && coarse > FINEST_MOVING) {
        time(wish, scene, FINEST_MOVING, newer);
      }
      lastFineMs = Double.MAX_VALUE; // until it is known
      lastFineMs = time(wish, scene, 1, newer);
    }
  }

  private SolidModel solids(Wish wish) {
    List<Object> now =
        List.of(
            wish.scene(),
            wish.state().overlays().outlines(),
            wish.state().deformation().kind() == Deformation.Kind.ARROWS);
    if (!now.equals(solidsOf)) {
      solids = SolidModel.of(wish.scene(), wish.state(), threads);
      solidsOf = now;
    }
    return solids;
  }

  private double time(Wish wish, VolumeScene scene, int coarser, BooleanSupplier abandoned) {
    long start = System.nanoTime();
    double step = scene.fineStepMm() * (coarser == 1 ? 1 : Math.max(2, coarser * 0.75));
    Frame frame = new Frame(wish.camera(), wish.width(), wish.height(), step, coarser);
    Picture picture = renderer().render(scene, wish.look(), frame, abandoned);
    finished.accept(new Result(Optional.of(picture), said(scene), wish.scene()));
    return (System.nanoTime() - start) / 1e6;
  }

  private String said(VolumeScene scene) {
    return scene.reduction().isEmpty() ? line : line + "; " + scene.reduction();
  }

  /** Null if the case was closed or is no longer wanted. */
  private @Nullable VolumeScene prepared(Scene scene) {
    if (scene.equals(preparedFor)) {
      return prepared;
    }
    VolumeScene.Limits limits = renderer().limits();
    finished.accept(new Result(Optional.empty(), "Preparing the volumes…", scene));
    try {
      VolumeScene before = prepared;
      prepared =
          before != null && preparedFor != null && preparedFor.fixed() == scene.fixed()
              ? before.through(scene, limits, threads, () -> !scene.equals(wanted))
              : VolumeScene.prepare(scene, limits, threads, () -> !scene.equals(wanted));
      preparedFor = scene;
      lastFineMs = Double.MAX_VALUE;
      return prepared;
    } catch (IllegalStateException e) {
      return null; // closed or given up (CancellationException) meanwhile: nobody asks any more
    } catch (OutOfMemoryError e) {
      finished.accept(
          new Result(Optional.empty(), "Too little memory for a picture in depth", scene));
      return null;
    }
  }

  private VolumeRenderer renderer() {
    if (renderer == null) {
      renderer = choose();
    }
    return renderer;
  }

  /** A graphics device; not OpenGL on the processor, which is slower than plain Java. */
  private VolumeRenderer choose() {
    try {
      GlVolumeRenderer gl = GlVolumeRenderer.open();
      if (!gl.isSoftware()) {
        line = gl.device();
        return gl;
      }
      gl.close();
      return plain("no graphics device");
    } catch (DeviceException e) {
      return plain("no OpenGL 3.3");
    }
  }

  private VolumeRenderer plain(String why) {
    VolumeRenderer java = new CpuVolumeRenderer(threads);
    line = java.device() + ": " + why;
    return java;
  }

  private void fallBack(String why) {
    VolumeRenderer broken = renderer();
    if (broken instanceof CpuVolumeRenderer) {
      throw new DeviceException(why);
    }
    renderer = plain(why);
    broken.close();
  }

  /** The last call. */
  void close() {
    if (renderer != null) {
      renderer.close();
    }
    renderer = null;
    prepared = null;
    preparedFor = null;
  }
}
