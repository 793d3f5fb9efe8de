// A step along the momentum: its length limited, and how sharply it bends.

#include <cmath>

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/lanes.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

/** Factors from voxels to mm and, for component c and axis a, from differences in voxels to derivatives. */
struct Units {
  explicit Units(const rg_axes& spacing)
      : mm{static_cast<float>(spacing.i), static_cast<float>(spacing.j), static_cast<float>(spacing.k)} {}

  float derivative(int component, int axis) const { return mm[component] / mm[axis]; }

  float mm[3];
};

/** Row (j, k) of a component and the rows next to it along j, k and both. */
struct CellRows {
  const float *at, *alongJ, *alongK, *alongJk;
};

/** The largest of |b - a| over the four edges of the cell at x, from the ends of each. */
inline float largestOf(float e0, float e1, float e2, float e3) {
  return larger(larger(std::fabs(e0), std::fabs(e1)), larger(std::fabs(e2), std::fabs(e3)));
}

/**
 * Over the cells of a row: the largest sum over the axes of the largest difference along the four edges of
 * that axis. `next` is 0 on a grid of one voxel along i, whose cells have no edges there.
 */
float steepestCell(const CellRows& v, const float* scale, int64_t cells, int64_t next, float most) {
#pragma omp simd reduction(max : most)
  for (int64_t x = 0; x < cells; x++) {
    float a0 = v.at[x], a1 = v.at[x + next], b0 = v.alongJ[x], b1 = v.alongJ[x + next];
    float c0 = v.alongK[x], c1 = v.alongK[x + next], d0 = v.alongJk[x], d1 = v.alongJk[x + next];
    float steep = scale[0] * largestOf(a1 - a0, b1 - b0, c1 - c0, d1 - d0) +
                  scale[1] * largestOf(b0 - a0, b1 - a1, d0 - c0, d1 - c1) +
                  scale[2] * largestOf(c0 - a0, c1 - a1, d0 - b0, d1 - b1);
    most = larger(most, steep);
  }
  return most;
}

inline Lanes largestOf(Lanes e0, Lanes e1, Lanes e2, Lanes e3) {
  return largerOf(largerOf(absolute(e0), absolute(e1)), largerOf(absolute(e2), absolute(e3)));
}

/** steepestCell of cells x, x + 1, ... kLanes - 1. */
inline Lanes steepestCells(const CellRows& v, const float* scale, int64_t x) {
  Lanes a0 = lanesAt(v.at + x), a1 = lanesAt(v.at + x + 1);
  Lanes b0 = lanesAt(v.alongJ + x), b1 = lanesAt(v.alongJ + x + 1);
  Lanes c0 = lanesAt(v.alongK + x), c1 = lanesAt(v.alongK + x + 1);
  Lanes d0 = lanesAt(v.alongJk + x), d1 = lanesAt(v.alongJk + x + 1);
  return scale[0] * largestOf(a1 - a0, b1 - b0, c1 - c0, d1 - d0) +
         scale[1] * largestOf(b0 - a0, b1 - a1, d0 - c0, d1 - c1) +
         scale[2] * largestOf(c0 - a0, c1 - a1, d0 - b0, d1 - b1);
}

/** As steepestCell for at least kLanes cells: the last ones, some a second time, instead of a remainder. */
Lanes steepestInRow(const CellRows& v, const float* scale, int64_t cells, Lanes most) {
  for (int64_t x = 0; x < cells; x += kLanes) {
    most = largerOf(most, steepestCells(v, scale, smaller(x, cells - kLanes)));
  }
  return most;
}

float largestSquare(const float* v, int64_t component, int64_t count, const Units& units, float most) {
  const float *vi = v, *vj = v + component, *vk = v + 2 * component;
#pragma omp simd reduction(max : most)
  for (int64_t n = 0; n < count; n++) {
    float i = units.mm[0] * vi[n], j = units.mm[1] * vj[n], k = units.mm[2] * vk[n];
    most = larger(most, i * i + j * j + k * k);
  }
  return most;
}

/** How far ahead of its use the next plane is fetched. */
constexpr int64_t kRowsAhead = 4;

struct Extremes {
  float squaredLength = 0, lipschitz = 0;
};

Extremes planeExtremes(const float* v, rg_size size, const Units& units, int64_t k) {
  Extremes most;
  int64_t plane = planeOf(size), count = countOf(size);
  most.squaredLength = largestSquare(v + k * plane, count, plane, units, 0);
  int64_t nextI = size.ni > 1 ? 1 : 0, nextJ = size.nj > 1 ? size.ni : 0, nextK = size.nk > 1 ? plane : 0;
  if (k + 1 == size.nk && size.nk > 1) {
    return most;
  }
  int64_t cells = larger(size.ni - 1, 1);
  Lanes lanes = {};
  for (int c = 0; c < 3; c++) {
    const float scale[3] = {units.derivative(c, 0), units.derivative(c, 1), units.derivative(c, 2)};
    for (int64_t j = 0; j < larger(size.nj - 1, 1); j++) {
      const float* row = v + c * count + rowOf(size, j, k);
      prefetchRow(row + nextK, size.ni, kRowsAhead * size.ni);
      CellRows rows = {row, row + nextJ, row + nextK, row + nextJ + nextK};
      if (cells < kLanes) {
        most.lipschitz = steepestCell(rows, scale, cells, nextI, most.lipschitz);
      } else {
        lanes = steepestInRow(rows, scale, cells, lanes);
      }
    }
  }
  for (int n = 0; n < kLanes; n++) {
    most.lipschitz = larger(most.lipschitz, lanes[n]);
  }
  return most;
}

}  // namespace

void limitStep(rg_context& context, const float* v, double typicalMm, double maxMm, rg_size size,
               const rg_axes& spacingMm, float* step) {
  Units units(spacingMm);
  int64_t count = countOf(size);
  float most = static_cast<float>(maxMm), typical = static_cast<float>(typicalMm);
  forEachChunk(context, count, kElementChunk, [&](int64_t begin, int64_t end) {
    const float *vi = v, *vj = v + count, *vk = v + 2 * count;
    RG_SIMD
    for (int64_t n = begin; n < end; n++) {
      float i = units.mm[0] * vi[n], j = units.mm[1] * vj[n], k = units.mm[2] * vk[n];
      float factor = most / (typical + std::sqrt(i * i + j * j + k * k));
      step[n] = factor * vi[n];
      step[n + count] = factor * vj[n];
      step[n + 2 * count] = factor * vk[n];
    }
  });
}

void stepBound(rg_context& context, const float* v, rg_size size, const rg_axes& spacingMm,
               rg_step_bound* bound) {
  Units units(spacingMm);
  auto* planes = static_cast<Extremes*>(partialBytes(context, size.nk * sizeof(Extremes)));
  forEach(context, size.nk, [&](int64_t k, int) { planes[k] = planeExtremes(v, size, units, k); });
  Extremes most;
  for (int64_t k = 0; k < size.nk; k++) {
    most.squaredLength = larger(most.squaredLength, planes[k].squaredLength);
    most.lipschitz = larger(most.lipschitz, planes[k].lipschitz);
  }
  bound->max_length_mm = std::sqrt(static_cast<double>(most.squaredLength));
  bound->lipschitz = static_cast<double>(most.lipschitz);
}

}  // namespace regista::RG_ISA
