package org.regista.viewers.slice;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.DisplacementField;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;

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
  private static final double LENS_TILES = 1.5;
  private static final double LEAST_MM = 1;
  private static final long MOST_VECTORS = 100_000;
  private static final Pattern ISO_DATE = Pattern.compile("\\b(19|20)\\d\\d-\\d\\d-\\d\\d\\b");

  private static final Pattern PET_NAME =
      Pattern.compile("(^|[^a-z])(pet|suv|fdg)([^a-z]|$)", Pattern.CASE_INSENSITIVE);

  private InitialView() {}

  /** Whole volume in view, crosshair in the middle of the fixed foreground, an even blend. */
  public static ViewState of(Scene scene) {
    LpsBox box = LpsBox.of(scene.fixed().grid());
    double widestMm =
        Math.max(
            box.extentMm(Plane.AXIAL.axes().right()), box.extentMm(Plane.SAGITTAL.axes().down()));
    double tileMm = SliceMarks.roundBelow(2 * widestMm / TILES_ACROSS);
    LpsPoint middle = centre(scene.fixed());
    return new ViewState(
        new Camera(middle, box.centre(), 1),
        layer(scene.fixed()),
        layer(scene.moving()),
        new Fusion(FusionMode.BLEND, HALF, tileMm, middle, LENS_TILES * tileMm),
        new Deformation(Deformation.Kind.HIDDEN, largestDisplacementMm(scene), since(scene)));
  }

  /** The earlier image, by the dates in both labels; the fixed one where a date is missing. */
  private static Deformation.Since since(Scene scene) {
    Optional<LocalDate> fixed = date(scene.fixed());
    Optional<LocalDate> moving = date(scene.moving());
    boolean movingFirst =
        fixed.isPresent() && moving.isPresent() && moving.get().isBefore(fixed.get());
    return movingFirst ? Deformation.Since.MOVING : Deformation.Since.FIXED;
  }

  /** The date that a volume's label carries, as labels of DICOM series do: "MR 2026-05-12". */
  public static Optional<LocalDate> date(Volume volume) {
    Matcher iso = ISO_DATE.matcher(volume.space().label());
    try {
      return iso.find() ? Optional.of(LocalDate.parse(iso.group())) : Optional.empty();
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }

  /** A round number of mm that nearly no displacement exceeds; at least {@value #LEAST_MM}. */
  private static double largestDisplacementMm(Scene scene) {
    double mm = scene.bending().map(InitialView::usualLargestMm).orElse(LEAST_MM);
    return DeformationLattice.roundAbove(Math.max(mm, LEAST_MM));
  }

  private static double usualLargestMm(DisplacementField field) {
    long count = field.grid().size().voxelCount();
    long stride = Math.max(1, count / MOST_VECTORS);
    double[] lengths = new double[(int) Math.ceilDiv(count, stride)];
    for (int n = 0; n < lengths.length; n++) {
      long p = n * stride;
      NativeBuffer u = field.displacementsMm();
      lengths[n] = new LpsVector(u.get(p), u.get(p + count), u.get(p + 2 * count)).lengthMm();
    }
    Arrays.sort(lengths);
    return lengths[(int) (BRIGHTEST * (lengths.length - 1))];
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
      case SUV_BW, SUL, SUV_BSA, BQ_PER_ML -> true;
      case HOUNSFIELD, GRAY -> false;
      case ARBITRARY -> PET_NAME.matcher(volume.space().label()).find();
    };
  }

  private static IntensityWindow range(double lower, double upper) {
    return upper > lower
        ? new IntensityWindow(lower, upper)
        : IntensityWindow.ofLevelAndWidth(lower, 1);
  }
}
