package org.regista.quality.region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.GridSampler;
import org.regista.image.Volume;

/**
 * Whether a patient lay still between CT and PET: by how much the body's outline on CT must be
 * shifted on each plane of the PET to overlap best with that on PET. Coarse, since a PET's edge is
 * blurred, but simple; it sees a body that moved as a whole or bent, not organs that moved inside,
 * and nothing along the normal of the planes.
 *
 * @param figures null if it cannot be measured
 * @param because why not; empty if it can
 */
public record OutlineShift(@Nullable Figures figures, String because) {

  /** The skin on CT, HU. */
  private static final double SKIN_HU = -300;

  /** The skin on PET: this share of the median uptake inside the body. */
  private static final double SKIN_SHARE = 0.4;

  private static final int LEAST_PLANES = 5;
  private static final int LEAST_PIXELS = 25;

  /** Outlines that overlap less show something other than the same body. */
  private static final double LEAST_DICE = 0.8;

  /** Shifts are searched in half pixels up to this. */
  private static final double FARTHEST_MM = 16;

  /**
   * @param dice overlap of both outlines as they lie, over all planes
   * @param planes that were compared
   * @param medianMm length of the median shift within the plane, component by component
   * @param largestMm of one plane
   * @param largestAtMm which plane: z of its middle, LPS
   */
  public record Figures(
      double dice, int planes, double medianMm, double largestMm, double largestAtMm) {}

  /** In words for people. */
  public String words() {
    Figures f = figures;
    return f == null
        ? "NOT MEASURED: " + because
        : String.format(
            Locale.ROOT,
            "body outlines of CT and PET agree best shifted by %.1f mm (median of %d planes), at most %.1f mm "
                + "(z %.0f mm); Dice %.2f as they lie; along the body and inside it not measured",
            f.medianMm(),
            f.planes(),
            f.largestMm(),
            f.largestAtMm(),
            f.dice());
  }

  /**
   * @param ct in HU, in the frame of reference of {@code pet}
   * @param pet its voxels are compared
   */
  public static OutlineShift of(Volume ct, Volume pet) {
    OptionalDouble uptake = medianInside(ct, pet);
    if (uptake.isEmpty()) {
      return new OutlineShift(null, "CT and PET do not overlap");
    }
    Search search = new Search(ct, pet, SKIN_SHARE * uptake.getAsDouble());
    List<Best> planes = new ArrayList<>();
    for (int k = 0; k < pet.size().nk(); k++) {
      search.plane(k).ifPresent(planes::add);
    }
    return judged(planes);
  }

  private static OutlineShift judged(List<Best> planes) {
    if (planes.size() < LEAST_PLANES) {
      return new OutlineShift(
          null,
          "both images show the whole plane of the body %d times only".formatted(planes.size()));
    }
    double dice =
        2.0
            * planes.stream().mapToInt(Best::common).sum()
            / planes.stream().mapToInt(Best::sum).sum();
    if (dice < LEAST_DICE) {
      return new OutlineShift(
          null,
          String.format(
              Locale.ROOT, "the outlines are not alike (Dice %.2f); compare them by eye", dice));
    }
    Best largest = planes.getFirst();
    for (Best plane : planes) {
      largest = plane.shift().lengthMm() > largest.shift().lengthMm() ? plane : largest;
    }
    LpsVector median =
        new LpsVector(
            median(planes, b -> b.shift().x()),
            median(planes, b -> b.shift().y()),
            median(planes, b -> b.shift().z()));
    return new OutlineShift(
        new Figures(
            dice,
            planes.size(),
            median.lengthMm(),
            largest.shift().lengthMm(),
            largest.middle().z()),
        "");
  }

  private static double median(List<Best> planes, ToDoubleFunction<Best> of) {
    double[] sorted = planes.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Of the PET where the CT shows the body. */
  private static OptionalDouble medianInside(Volume ct, Volume pet) {
    GridSampler hu = new GridSampler(ct.voxels(), ct.grid());
    GridSize size = pet.size();
    float[] inside = new float[Math.toIntExact(size.voxelCount())];
    int count = 0;
    for (int n = 0; n < inside.length; n++) {
      int plane = size.ni() * size.nj();
      LpsPoint p =
          pet.grid()
              .toLps(
                  new VoxelIndex(
                      n % size.ni(), Math.floorDiv(n % plane, size.ni()), Math.floorDiv(n, plane)));
      if (hu.moveTo(p.x(), p.y(), p.z()) && hu.value(0) > SKIN_HU) {
        inside[count++] = pet.voxels().get(n);
      }
    }
    float[] sorted = Arrays.copyOf(inside, count);
    Arrays.sort(sorted);
    return count < LEAST_PIXELS ? OptionalDouble.empty() : OptionalDouble.of(sorted[count / 2]);
  }

  /**
   * What was found on one plane.
   *
   * @param common pixels of both outlines as they lie
   * @param sum of the pixels of both
   */
  private record Best(LpsPoint middle, LpsVector shift, int common, int sum) {}

  /** The CT's body on half pixels of the PET's planes, so that shifts need no interpolation. */
  private static final class Search {

    private final Volume pet;
    private final double skin;
    private final GridSampler hu;
    private final int ni;
    private final int nj;
    private final int marginI;
    private final int marginJ;

    Search(Volume ct, Volume pet, double skin) {
      this.pet = pet;
      this.skin = skin;
      this.hu = new GridSampler(ct.voxels(), ct.grid());
      this.ni = pet.size().ni();
      this.nj = pet.size().nj();
      this.marginI = (int) Math.ceil(2 * FARTHEST_MM / pet.grid().spacingMm(0));
      this.marginJ = (int) Math.ceil(2 * FARTHEST_MM / pet.grid().spacingMm(1));
    }

    Optional<Best> plane(int k) {
      int columns = 2 * ni + 2 * marginI;
      int rows = 2 * nj + 2 * marginJ;
      boolean[] covered = {true};
      boolean[] dense = new boolean[columns * rows];
      for (int n = 0; n < dense.length; n++) {
        double i = (n % columns - marginI) / 2.0;
        double j = (Math.floorDiv(n, columns) - marginJ) / 2.0;
        LpsPoint p = pet.grid().toLps(new VoxelIndex(i, j, k));
        boolean exists = hu.moveTo(p.x(), p.y(), p.z());
        dense[n] = exists && hu.value(0) > SKIN_HU;
        boolean ours = i >= 0 && j >= 0 && i <= ni - 1 && j <= nj - 1;
        covered[0] &= exists || !ours;
      }
      BodyPlane onCt = BodyPlane.of(columns, rows, n -> dense[n]);
      int from = (int) pet.size().offset(0, 0, k);
      BodyPlane onPet = BodyPlane.of(ni, nj, n -> pet.voxels().get(from + n) > skin);
      return covered[0] && onPet.count() >= LEAST_PIXELS
          ? Optional.of(best(onCt, onPet, k))
          : Optional.empty();
    }

    private Best best(BodyPlane onCt, BodyPlane onPet, int k) {
      int inPet = onPet.count();
      double best = -1;
      int bestI = 0;
      int bestJ = 0;
      int common = 0;
      int sum = 0;
      for (int b = -marginJ; b <= marginJ; b++) {
        for (int a = -marginI; a <= marginI; a++) {
          int[] counts = counts(onCt, onPet, a, b);
          double dice = 2.0 * counts[0] / Math.max(1, inPet + counts[1]);
          if (a == 0 && b == 0) {
            common = counts[0];
            sum = inPet + counts[1];
          }
          boolean nearer = a * a + b * b < bestI * bestI + bestJ * bestJ;
          if (dice > best || (dice == best && nearer)) {
            best = dice;
            bestI = a;
            bestJ = b;
          }
        }
      }
      // the outline of CT lies at index + shift where that of PET lies at index
      LpsPoint at = pet.grid().toLps(new VoxelIndex(0, 0, k));
      LpsVector shift =
          pet.grid().toLps(new VoxelIndex(bestI / 2.0, bestJ / 2.0, k)).minus(at).times(-1);
      LpsPoint middle = pet.grid().toLps(new VoxelIndex((ni - 1) / 2.0, (nj - 1) / 2.0, k));
      return new Best(middle, shift, common, sum);
    }

    /** Pixels of both, and of the CT, with the CT taken from half pixels farther. */
    private int[] counts(BodyPlane onCt, BodyPlane onPet, int a, int b) {
      int both = 0;
      int ct = 0;
      for (int j = 0; j < nj; j++) {
        for (int i = 0; i < ni; i++) {
          if (onCt.at(2 * i + marginI + a, 2 * j + marginJ + b)) {
            ct++;
            both += onPet.at(i, j) ? 1 : 0;
          }
        }
      }
      return new int[] {both, ct};
    }
  }
}
