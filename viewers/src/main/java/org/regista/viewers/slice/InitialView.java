package org.regista.viewers.slice;

import org.regista.geometry.LpsPoint;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;

/** What a pair of volumes looks like before anybody has touched it. */
public final class InitialView {

  /** For the soft tissue of CT, in HU. */
  public static final IntensityWindow SOFT_TISSUE = IntensityWindow.ofLevelAndWidth(40, 400);

  private static final double HALF = 0.5;
  private static final double TILES_ACROSS = 8;
  private static final double DARKEST = 0.01;
  private static final double BRIGHTEST = 0.995;
  private static final double HOTTEST = 0.999;
  private static final double AIR_HU = -800;

  private InitialView() {}

  /** Whole volume in view, crosshair in the middle of the fixed foreground, an even blend. */
  public static ViewState of(Scene scene) {
    LpsBox box = LpsBox.of(scene.fixed().grid());
    double widestMm =
        Math.max(box.extentMm(Plane.AXIAL.right()), box.extentMm(Plane.SAGITTAL.down()));
    double tileMm = SliceMarks.roundBelow(2 * widestMm / TILES_ACROSS);
    return new ViewState(
        new Camera(centre(scene.fixed()), box.centre(), 1),
        layer(scene.fixed()),
        layer(scene.moving()),
        new Fusion(FusionMode.BLEND, HALF, tileMm),
        ViewState.Deformation.HIDDEN);
  }

  /** The window of {@link #window} and the colours of the unit: hot metal for PET, grey otherwise. */
  public static Layer layer(Volume volume) {
    return new Layer(window(volume), isPet(volume.unit()) ? ColourMap.HOT_METAL : ColourMap.GREY);
  }

  /**
   * Soft tissue for CT, also for numbers without unit that begin at the value of air; from zero to nearly
   * the hottest voxel for PET; nearly all of the range for the rest.
   */
  public static IntensityWindow window(Volume volume) {
    IntensitySample sample = new IntensitySample(volume);
    boolean looksLikeCt = sample.quantile(DARKEST) <= AIR_HU;
    return switch (volume.unit()) {
      case HOUNSFIELD -> SOFT_TISSUE;
      case SUV_BW, BQ_PER_ML -> range(0, sample.quantile(HOTTEST));
      case ARBITRARY ->
          looksLikeCt ? SOFT_TISSUE : range(sample.quantile(DARKEST), sample.quantile(BRIGHTEST));
    };
  }

  /** Centroid of what is brighter than the background, LPS mm. */
  public static LpsPoint centre(Volume volume) {
    return new IntensitySample(volume).foregroundCentre();
  }

  private static boolean isPet(IntensityUnit unit) {
    return unit == IntensityUnit.SUV_BW || unit == IntensityUnit.BQ_PER_ML;
  }

  private static IntensityWindow range(double lower, double upper) {
    return upper > lower ? new IntensityWindow(lower, upper) : IntensityWindow.ofLevelAndWidth(lower, 1);
  }
}
