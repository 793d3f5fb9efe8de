package org.regista.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.image.GridSampler;
import org.regista.image.Volume;
import org.regista.quality.Places.Place;
import org.regista.transform.Transform;

/**
 * How far two images lie over and resemble each other under a transform.
 *
 * @param overlap share of the fixed foreground that falls inside the moving image
 * @param ncc correlation coefficient of the intensities over the overlap; 0 if either is constant
 * @param nmi normalised mutual information over the overlap, (H(F) + H(M)) / H(F, M): 1 for images
 *     that say nothing about each other, 2 for images that determine each other (Studholme 1999,
 *     doi:10.1016/S0031-3203(98)00091-0)
 */
public record Agreement(double overlap, double ncc, double nmi) {

  private static final int BINS = 64;

  /** Share of the intensities that the outermost bins take at either end. */
  private static final double TAIL_PERCENT = 0.5;

  static Agreement of(Places places, Volume moving, Transform forward) {
    Pairs pairs = Pairs.of(places.counted(), moving, forward);
    return new Agreement(
        overlap(places, moving, forward), pairs.correlation(), pairs.mutualInformation());
  }

  /** The share of the fixed foreground that falls inside the moving image; borrows everything. */
  public static double overlap(Volume fixed, Volume moving, Transform forward) {
    return overlap(Places.of(fixed, Optional.empty()), moving, forward);
  }

  private static double overlap(Places places, Volume moving, Transform forward) {
    AffineMap lpsToIndex = moving.grid().lpsToIndex();
    long inside =
        places.foreground().stream()
            .filter(place -> encloses(moving.size(), lpsToIndex, forward.toMoving(place.at())))
            .count();
    return places.foreground().isEmpty() ? 0 : inside / (double) places.foreground().size();
  }

  private static boolean encloses(GridSize size, AffineMap m, LpsPoint p) {
    return size.encloses(
        m.row0(p.x(), p.y(), p.z()), m.row1(p.x(), p.y(), p.z()), m.row2(p.x(), p.y(), p.z()));
  }

  /** The intensities of both images at the places where both have one. */
  private record Pairs(double[] fixed, double[] moving) {

    static Pairs of(List<Place> places, Volume moving, Transform forward) {
      double[] f = new double[places.size()];
      double[] m = new double[places.size()];
      GridSampler sampler = new GridSampler(moving.voxels(), moving.grid());
      int count = 0;
      for (Place place : places) {
        LpsPoint p = forward.toMoving(place.at());
        if (sampler.moveTo(p.x(), p.y(), p.z())) {
          f[count] = place.value();
          m[count] = sampler.value(0);
          count++;
        }
      }
      return new Pairs(Arrays.copyOf(f, count), Arrays.copyOf(m, count));
    }

    double correlation() {
      double meanF = Arrays.stream(fixed).sum() / fixed.length;
      double meanM = Arrays.stream(moving).sum() / moving.length;
      double ff = 0;
      double mm = 0;
      double fm = 0;
      for (int n = 0; n < fixed.length; n++) {
        double df = fixed[n] - meanF;
        double dm = moving[n] - meanM;
        ff += df * df;
        mm += dm * dm;
        fm += df * dm;
      }
      return ff > 0 && mm > 0 ? fm / Math.sqrt(ff * mm) : 0;
    }

    double mutualInformation() {
      if (fixed.length == 0) {
        return 1;
      }
      Bins fixedBins = Bins.of(fixed);
      Bins movingBins = Bins.of(moving);
      double[] joint = new double[BINS * BINS];
      double[] f = new double[BINS];
      double[] m = new double[BINS];
      for (int n = 0; n < fixed.length; n++) {
        int a = fixedBins.bin(fixed[n]);
        int b = movingBins.bin(moving[n]);
        joint[a * BINS + b]++;
        f[a]++;
        m[b]++;
      }
      double jointEntropy = entropy(joint, fixed.length);
      double sum = entropy(f, fixed.length) + entropy(m, fixed.length);
      return jointEntropy > 0 ? sum / jointEntropy : 1;
    }

    private static double entropy(double[] counts, double total) {
      double h = 0;
      for (double count : counts) {
        if (count > 0) {
          h -= count / total * Math.log(count / total);
        }
      }
      return h;
    }
  }

  private record Bins(double low, double width) {

    static Bins of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double low = Spread.percentile(sorted, TAIL_PERCENT);
      double high = Spread.percentile(sorted, 100 - TAIL_PERCENT);
      return new Bins(low, (high - low) / BINS);
    }

    int bin(double value) {
      return width > 0 ? Math.clamp((long) ((value - low) / width), 0, BINS - 1) : 0;
    }
  }
}
