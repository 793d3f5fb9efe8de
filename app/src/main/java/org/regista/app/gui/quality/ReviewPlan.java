package org.regista.app.gui.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.FocusBox;
import org.regista.image.Volume;
import org.regista.preprocess.Foreground;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.FusionMode;

/**
 * Where to look and how: the region first, then stable anatomy far from it, each by two ways of
 * fusing (AAPM TG-132, section 4.C). The places are guesses by the outline of the patient, which
 * the person who looks corrects with the crosshair.
 */
final class ReviewPlan {

  private static final Pattern HEAD =
      Pattern.compile(
          "head|brain|skull|cran|tempor|front|pariet|occip|cereb|orbit|ventric|pituit|hypophys|glio|mening",
          Pattern.CASE_INSENSITIVE);

  /** Below the vertex of an adult, mm. */
  private static final double VENTRICLES_MM = 70;

  private static final double ORBITS_MM = 105;
  private static final double SKULL_BASE_MM = 115;

  /** Of the middle of the eyes behind the face, and beside the middle, mm. */
  private static final double BEHIND_FACE_MM = 25;

  private static final double BESIDE_MM = 30;

  private static final int ALONG = 64;

  /** Of the places, how many lie beyond an end that is looked at; not at the very edge. */
  private static final double END = 0.15;

  private static final double LEVEL_MM = 3;

  private final Scene scene;

  private ReviewPlan(Scene scene) {
    this.scene = scene;
  }

  /** Where to look, and what at. */
  private record Place(String words, LpsPoint at) {}

  /**
   * @param region what the request says matters
   * @param box to which the registration kept, if any
   * @param looked where the eye is now
   * @throws IllegalStateException if the images were closed meanwhile
   */
  static List<ReviewStep> of(Scene scene, String region, Optional<FocusBox> box, LpsPoint looked) {
    ReviewPlan plan = new ReviewPlan(scene);
    List<LpsPoint> body = plan.shared();
    String name = region.isBlank() ? "Region of interest" : region.strip();
    Place first = new Place(name, box.map(FocusBox::centre).orElse(looked));
    boolean head =
        HEAD.matcher(region + " " + scene.fixed().space().label()).find() && !body.isEmpty();
    List<Place> distant = head ? head(body) : ends(body, first.at());
    List<ReviewStep> steps = new ArrayList<>(steps(first, FusionMode.BLEND));
    distant.forEach(p -> steps.addAll(steps(p, FusionMode.CONTRAST)));
    return steps;
  }

  private static List<ReviewStep> steps(Place place, FusionMode second) {
    return Stream.of(FusionMode.CHECKERBOARD, second)
        .map(mode -> new ReviewStep(place.words() + ", " + words(mode), mode, place.at()))
        .toList();
  }

  private static String words(FusionMode mode) {
    return switch (mode) {
      case BLEND -> "blended";
      case CHECKERBOARD -> "checkerboard";
      default -> "red/cyan";
    };
  }

  /** Places of the patient in the fixed image that the moving one shows, too. */
  private List<LpsPoint> shared() {
    Volume fixed = scene.fixed();
    float threshold = Foreground.threshold(fixed);
    GridSize n = fixed.size();
    AffineMap toMoving = scene.moving().grid().lpsToIndex();
    List<LpsPoint> found = new ArrayList<>();
    for (int k = 0; k < n.nk(); k += Math.ceilDiv(n.nk(), ALONG)) {
      for (int j = 0; j < n.nj(); j += Math.ceilDiv(n.nj(), ALONG)) {
        for (int i = 0; i < n.ni(); i += Math.ceilDiv(n.ni(), ALONG)) {
          if (fixed.voxels().get(n.offset(i, j, k)) > threshold) {
            LpsPoint p = fixed.grid().toLps(new VoxelIndex(i, j, k));
            LpsPoint m = toMoving.apply(scene.fixedToMoving().toMoving(p));
            if (scene.moving().size().encloses(m.x(), m.y(), m.z())) {
              found.add(p);
            }
          }
        }
      }
    }
    return found;
  }

  private static List<Place> head(List<LpsPoint> body) {
    double top = at(body, LpsPoint::z, 0.998);
    List<LpsPoint> skull = body.stream().filter(p -> p.z() > top - SKULL_BASE_MM).toList();
    double middle = (at(skull, LpsPoint::x, 0.01) + at(skull, LpsPoint::x, 0.99)) / 2;
    double face = at(skull, LpsPoint::y, 0.01);
    double depth = (face + at(skull, LpsPoint::y, 0.99)) / 2;
    return List.of(
        new Place("Ventricles", new LpsPoint(middle, depth, top - VENTRICLES_MM)),
        new Place(
            "Orbits", new LpsPoint(middle + BESIDE_MM, face + BEHIND_FACE_MM, top - ORBITS_MM)),
        new Place("Skull base", new LpsPoint(middle, depth, top - SKULL_BASE_MM)));
  }

  /** The upper and the lower end of what both images show, and what is farthest from the region. */
  private static List<Place> ends(List<LpsPoint> body, LpsPoint region) {
    if (body.isEmpty()) {
      return List.of();
    }
    double high = at(body, LpsPoint::z, 1 - END);
    double low = at(body, LpsPoint::z, END);
    LpsPoint far =
        body.stream().max(Comparator.comparingDouble(p -> aside(p, region))).orElseThrow();
    return List.of(
        new Place("Bone and skin, upper end", middle(level(body, high))),
        new Place("Bone and skin, lower end", middle(level(body, low))),
        new Place("Bone and skin, far side", far));
  }

  private static List<LpsPoint> level(List<LpsPoint> body, double z) {
    return body.stream().filter(p -> Math.abs(p.z() - z) < LEVEL_MM).toList();
  }

  private static double aside(LpsPoint p, LpsPoint region) {
    return Math.hypot(p.x() - region.x(), p.y() - region.y());
  }

  private static LpsPoint middle(List<LpsPoint> points) {
    LpsVector sum = LpsVector.ZERO;
    for (LpsPoint p : points) {
      sum = sum.plus(new LpsVector(p.x(), p.y(), p.z()));
    }
    LpsVector mean = sum.times(1.0 / points.size());
    return new LpsPoint(mean.x(), mean.y(), mean.z());
  }

  private static double at(List<LpsPoint> points, ToDoubleFunction<LpsPoint> of, double share) {
    double[] sorted = points.stream().mapToDouble(of).sorted().toArray();
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
