// Separable Gaussian smoothing in place: along i and j plane by plane, then along k in columns of rows.

#include <cmath>

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/lanes.h"
#include "kernels/parallel.h"
#include "kernels/rows.h"

namespace regista::RG_ISA {

namespace {

/** Below this deviation in voxels an axis is left alone. */
constexpr double kNoSmoothing = 0.05;

/** Rows that are smoothed along k together, so that memory is read in longer runs. */
constexpr int kRowsPerColumn = 4;

/** How far ahead of its use a plane is fetched. */
constexpr int64_t kRowsAhead = 3;

int radiusOf(double sigma) { return sigma < kNoSmoothing ? 0 : static_cast<int>(std::ceil(3 * sigma)); }

/** One axis: a sampled Gaussian and what is read beyond the ends. */
struct Axis {
  int length, radius, border;
  const float* weights;

  int64_t tapCount() const { return length + 2 * radius; }

  /** taps[radius + n] = position n of a sequence of rows, for n from -radius to length - 1 + radius. */
  void fillTaps(const float** taps, const float* first, int64_t stride, const float* zeros) const {
    for (int n = -radius; n < length + radius; n++) {
      int inGrid = smaller(larger(n, 0), length - 1);
      taps[radius + n] = n != inGrid && border == RG_BORDER_ZERO ? zeros : first + inGrid * stride;
    }
  }
};

/** The modified Bessel function I_n(t), by its power series. */
double bessel(int n, double t) {
  double term = 1;
  for (int m = 1; m <= n; m++) {
    term *= t / 2 / m;
  }
  double sum = term;
  for (int m = 1; term > 1e-17 * sum; m++) {
    term *= t / 2 / m * t / 2 / (m + n);
    sum += term;
  }
  return sum;
}

/**
 * Weights 0 ... radius of the discrete analogue of the Gaussian, proportional to I_n(sigma^2), normalised so
 * that the whole kernel sums to 1.
 */
void fillGaussian(double sigma, int radius, float* weights) {
  auto unnormalised = [&](int n) { return radius == 0 ? 1 : bessel(n, sigma * sigma); };
  double sum = unnormalised(0);
  for (int n = 1; n <= radius; n++) {
    sum += 2 * unnormalised(n);
  }
  for (int n = 0; n <= radius; n++) {
    weights[n] = static_cast<float>(unnormalised(n) / sum);
  }
}

/** Hands out parts of a worker's memory. */
struct Cutter {
  float* next;

  float* floats(int64_t count) {
    float* part = next;
    next += paddedRow(count);
    return part;
  }

  float* zeros(int64_t count) {
    float* part = floats(count);
    for (int64_t n = 0; n < count; n++) {
      part[n] = 0;
    }
    return part;
  }

  const float** taps(int64_t count) { return reinterpret_cast<const float**>(floats(2 * count)); }
};

void copy(const float* from, int64_t count, float* into) {
  for (int64_t n = 0; n < count; n++) {
    into[n] = from[n];
  }
}

int64_t planeFloats(const Axis& i, const Axis& j) {
  return paddedRow(i.tapCount()) + paddedRow(2 * (2 * i.radius + 1)) + paddedRow(2 * j.tapCount()) +
         paddedRow(i.length) * (j.length + 1);
}

/** Copies a row into the middle of `padded` and continues it beyond both ends. */
void padRow(const Axis& i, const float* row, float* padded) {
  float before = i.border == RG_BORDER_ZERO ? 0 : row[0];
  float after = i.border == RG_BORDER_ZERO ? 0 : row[i.length - 1];
  for (int n = 0; n < i.radius; n++) {
    padded[n] = before;
    padded[i.radius + i.length + n] = after;
  }
  copy(row, i.length, padded + i.radius);
}

void smoothPlane(const Axis& i, const Axis& j, float* plane, float* memory) {
  Cutter cutter{memory};
  float* padded = cutter.floats(i.tapCount());
  const float** shifted = cutter.taps(2 * i.radius + 1);
  const float** taps = cutter.taps(j.tapCount());
  const float* zeros = cutter.zeros(i.length);
  int64_t stride = paddedRow(i.length);
  float* rows = cutter.floats(stride * j.length);
  for (int n = 0; n <= 2 * i.radius; n++) {
    shifted[n] = padded + n;
  }
  j.fillTaps(taps, rows, stride, zeros);
  for (int64_t y = 0; y < j.length; y++) {
    const float* row = plane + y * i.length;
    prefetchRow(row, i.length, kRowsAhead * i.length);
    if (i.radius == 0) {
      copy(row, i.length, rows + y * stride);
    } else {
      padRow(i, row, padded);
      convolveRows(shifted + i.radius, i.weights, i.radius, i.length, rows + y * stride);
    }
  }
  for (int64_t y = 0; y < j.length; y++) {
    if (j.radius == 0) {
      copy(rows + y * stride, i.length, plane + y * i.length);
    } else {
      convolveRows(taps + j.radius + y, j.weights, j.radius, i.length, plane + y * i.length);
    }
  }
}

int64_t columnFloats(const Axis& k, int64_t rowFloats) {
  return paddedRow(2 * k.tapCount()) + paddedRow(rowFloats) * (k.length + 1);
}

/** Smooths along k the `count` floats from `first` on in every plane. */
void smoothColumn(const Axis& k, float* first, int64_t count, int64_t plane, float* memory) {
  Cutter cutter{memory};
  const float** taps = cutter.taps(k.tapCount());
  const float* zeros = cutter.zeros(count);
  int64_t stride = paddedRow(count);
  float* rows = cutter.floats(stride * k.length);
  for (int64_t z = 0; z < k.length; z++) {
    prefetchRow(first + z * plane, count, z + 1 < k.length ? plane : 0);
    copy(first + z * plane, count, rows + z * stride);
  }
  k.fillTaps(taps, rows, stride, zeros);
  for (int64_t z = 0; z < k.length; z++) {
    convolveRows(taps + k.radius + z, k.weights, k.radius, count, first + z * plane);
  }
}

}  // namespace

void smooth(rg_context& context, float* images, int components, rg_size size, const rg_axes& sigmaVoxels,
            int border) {
  const double sigmas[3] = {sigmaVoxels.i, sigmaVoxels.j, sigmaVoxels.k};
  const int lengths[3] = {size.ni, size.nj, size.nk};
  int64_t largest = 0;
  for (double sigma : sigmas) {
    largest = larger<int64_t>(largest, radiusOf(sigma) + 1);
  }
  auto* weights = static_cast<float*>(partialBytes(context, 3 * largest * sizeof(float)));
  Axis axes[3];
  for (int a = 0; a < 3; a++) {
    axes[a] = {lengths[a], radiusOf(sigmas[a]), border, weights + a * largest};
    fillGaussian(sigmas[a], axes[a].radius, weights + a * largest);
  }
  const Axis &i = axes[0], &j = axes[1], &k = axes[2];
  int64_t plane = planeOf(size), count = countOf(size);
  Workspace memory(context, larger(planeFloats(i, j), columnFloats(k, int64_t{kRowsPerColumn} * size.ni)));
  if (i.radius > 0 || j.radius > 0) {
    forEach(context, int64_t{components} * size.nk,
            [&](int64_t item, int worker) { smoothPlane(i, j, images + item * plane, memory.of(worker)); });
  }
  if (k.radius > 0) {
    int64_t columns = chunksOf(size.nj, kRowsPerColumn);
    forEach(context, components * columns, [&](int64_t item, int worker) {
      int64_t row = item % columns * kRowsPerColumn;
      int64_t rowCount = smaller<int64_t>(kRowsPerColumn, size.nj - row);
      smoothColumn(k, images + item / columns * count + row * size.ni, rowCount * size.ni, plane,
                   memory.of(worker));
    });
  }
}

}  // namespace regista::RG_ISA
