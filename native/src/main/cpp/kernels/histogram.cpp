// The Parzen joint histogram of Mattes et al. 2003 (doi:10.1109/TMI.2003.809072), equations 5 to 9:
// zero-order window over the fixed, cubic B-spline window over the moving intensities.

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

/** Empty bins at either end, so that the cubic window of any sample stays on the table. */
constexpr int kPadding = 2;

/** Memory for the tables of one round of chunks, which are added up before the next round. */
constexpr int64_t kRoundBytes = 16 << 20;

struct Bin {
  double position;
  bool clamped;
};

Bin binOf(float intensity, float min, float width, int bins) {
  double position = (static_cast<double>(intensity) - min) / width;
  double low = kPadding, high = bins - 1.0 - kPadding;
  if (!(position >= low)) {
    return {low, true};
  }
  return position > high ? Bin{high, true} : Bin{position, false};
}

int nearestFixedBin(float intensity, const rg_bins& b) {
  return static_cast<int>(binOf(intensity, b.fixed_min, b.fixed_width, b.bins).position + 0.5);
}

/** beta3(m - b) for the four bins m = floor(b) - 1 ... floor(b) + 2, t = b - floor(b). */
void cubicWeights(double t, double* w) {
  double s = 1 - t;
  w[0] = s * s * s / 6;
  w[1] = (4 - 3 * t * t * (2 - t)) / 6;
  w[2] = (4 - 3 * s * s * (2 - s)) / 6;
  w[3] = t * t * t / 6;
}

/** beta3'(m - b) for the same bins. */
void cubicSlopes(double t, double* w) {
  double s = 1 - t;
  w[0] = s * s / 2;
  w[1] = t * (4 - 3 * t) / 2;
  w[2] = -s * (4 - 3 * s) / 2;
  w[3] = -t * t / 2;
}

struct Samples {
  const float *fixed, *moving, *weight;
};

void addSamples(const Samples& samples, int64_t begin, int64_t end, const rg_bins& b, double* table) {
  for (int64_t n = begin; n < end; n++) {
    float weight = samples.weight[n];
    if (!(weight > 0)) {
      continue;
    }
    double moving = binOf(samples.moving[n], b.moving_min, b.moving_width, b.bins).position;
    int cell = static_cast<int>(moving);
    double w[4];
    cubicWeights(moving - cell, w);
    double* row = table + static_cast<int64_t>(nearestFixedBin(samples.fixed[n], b)) * b.bins + cell - 1;
    for (int m = 0; m < 4; m++) {
      row[m] += weight * w[m];
    }
  }
}

}  // namespace

void jointHistogram(rg_context& context, const float* fixed, const float* moving, const float* weight,
                    int64_t count, const rg_bins& bins, double* histogram) {
  int64_t entries = static_cast<int64_t>(bins.bins) * bins.bins;
  int64_t chunks = chunksOf(count, kChunk);
  int64_t tables = larger<int64_t>(1, smaller(chunks, kRoundBytes / (entries * 8)));
  auto* partials = static_cast<double*>(partialBytes(context, tables * entries * sizeof(double)));
  for (int64_t e = 0; e < entries; e++) {
    histogram[e] = 0;
  }
  for (int64_t first = 0; first < chunks; first += tables) {
    int64_t round = smaller(tables, chunks - first);
    forEach(context, round, [&](int64_t item, int) {
      double* table = partials + item * entries;
      for (int64_t e = 0; e < entries; e++) {
        table[e] = 0;
      }
      int64_t begin = (first + item) * kChunk;
      addSamples({fixed, moving, weight}, begin, smaller(begin + kChunk, count), bins, table);
    });
    forEach(context, bins.bins, [&](int64_t row, int) {
      for (int64_t item = 0; item < round; item++) {
        const double* table = partials + item * entries;
        for (int64_t e = row * bins.bins; e < (row + 1) * bins.bins; e++) {
          histogram[e] += table[e];
        }
      }
    });
  }
}

void histogramDerivative(rg_context& context, const float* fixed, const float* moving, const float* weight,
                         int64_t count, const rg_bins& bins, const double* table, float* derivative) {
  forEachChunk(context, count, kChunk, [&](int64_t begin, int64_t end) {
    for (int64_t n = begin; n < end; n++) {
      Bin bin = binOf(moving[n], bins.moving_min, bins.moving_width, bins.bins);
      if (bin.clamped || !(weight[n] > 0)) {
        derivative[n] = 0;
        continue;
      }
      int cell = static_cast<int>(bin.position);
      double w[4];
      cubicSlopes(bin.position - cell, w);
      const double* row =
          table + static_cast<int64_t>(nearestFixedBin(fixed[n], bins)) * bins.bins + cell - 1;
      double sum = row[0] * w[0] + row[1] * w[1] + row[2] * w[2] + row[3] * w[3];
      derivative[n] = static_cast<float>(-static_cast<double>(weight[n]) / bins.moving_width * sum);
    }
  });
}

}  // namespace regista::RG_ISA
