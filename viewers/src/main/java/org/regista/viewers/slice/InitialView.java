package org.regista.viewers.slice;

import java.util.regex.Pattern;
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
  private static final double TILES_ACROSS = 12;
  private static final double DARKEST = 0.01;
  private static final double BRIGHTEST = 0.995;
  private static final double HOTTEST = 0.999;
  private static final double AIR_HU = -800;

  private static final Pattern PET_NAME =
      Pattern.compile("(^|[^a-z])(pet|suv|fdg)([^a-z]|$)", Pattern.CASE_INSENSITIVE);

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

  /** The window of {@link #window} and the usual colours: hot metal for PET, grey otherwise. */
  public static Layer layer(Volume volume) {
    return new Layer(window(volume), isPet(volume) ? ColourMap.HOT_METAL : ColourMap.GREY);
  }

  /**
   * Soft tissue for CT, also for numbers without unit that begin at the value of air; from zero to
   * nearly the hottest voxel for PET; nearly all of the range for the rest.
   */
  public static IntensityWindow window(Volume volume) {
    if (volume.unit() == IntensityUnit.HOUNSFIELD) {
      return SOFT_TISSUE;
    }
    IntensitySample sample = new IntensitySample(volume);
    if (isPet(volume)) {
      return range(0, sample.quantile(HOTTEST));
    }
    boolean looksLikeCt = sample.quantile(DARKEST) <= AIR_HU;
    return looksLikeCt ? SOFT_TISSUE : range(sample.quantile(DARKEST), sample.quantile(BRIGHTEST));
  }

  /** Centroid of what is brighter than the background, LPS mm. */
  public static LpsPoint centre(Volume volume) {
    return new IntensitySample(volume).foregroundCentre();
  }

  /**
   * By unit, or by name where the file carries none, as NIfTI never does. A name is good enough for
   * colours, which anybody can change; it decides nothing else.
   */
  private static boolean isPet(Volume volume) {
    return switch (volume.unit()) {
      case SUV_BW, BQ_PER_ML -> true;
      case HOUNSFIELD -> false;
      case ARBITRARY -> PET_NAME.matcher(volume.space().label()).find();
    };
  }

  private static IntensityWindow range(double lower, double upper) {
    return upper > lower
        ? new IntensityWindow(lower, upper)
        : IntensityWindow.ofLevelAndWidth(lower, 1);
  }
}
