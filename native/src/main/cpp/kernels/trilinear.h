#pragma once

#include "kernels/grid.h"

namespace regista::RG_ISA {

/** Positions are handled in blocks: first all cells (vector code), then all samples. */
constexpr int kBlock = 64;

/** Positions in voxels. */
struct Positions {
  alignas(64) double i[kBlock], j[kBlock], k[kBlock];
};

/** Where positions fall on a grid: voxel of the lower corner, fractions, and 1 or 0 for inside or not. */
struct Cells {
  alignas(64) int64_t corner[kBlock];
  alignas(64) float i[kBlock], j[kBlock], k[kBlock], inside[kBlock];
};

/** A grid to read from, with the distances in memory to the upper corners of a cell. */
struct Lattice {
  explicit Lattice(rg_size size)
      : ni(size.ni),
        nj(size.nj),
        nk(size.nk),
        stepI(size.ni > 1 ? 1 : 0),
        stepJ(size.nj > 1 ? size.ni : 0),
        stepK(size.nk > 1 ? planeOf(size) : 0) {}

  int ni, nj, nk;
  int64_t stepI, stepJ, stepK;
};

/** The cell of a coordinate clamped to [0, n - 1]; NaN goes to 0. The last cell includes its upper end. */
inline int cellOf(double q, int n, float& fraction) {
  double clamped = smaller(q > 0 ? q : 0.0, n - 1.0);
  int cell = static_cast<int>(clamped);
  int last = n > 1 ? n - 2 : 0;
  cell = cell > last ? last : cell;
  fraction = static_cast<float>(clamped - cell);
  return cell;
}

inline bool isInside(double q, int n) { return q >= -0.5 && q < n - 0.5; }

inline void locate(const Lattice& grid, const Positions& q, int count, Cells& cells) {
  RG_SIMD
  for (int x = 0; x < count; x++) {
    int64_t i = cellOf(q.i[x], grid.ni, cells.i[x]);
    int64_t j = cellOf(q.j[x], grid.nj, cells.j[x]);
    int64_t k = cellOf(q.k[x], grid.nk, cells.k[x]);
    cells.corner[x] = (k * grid.nj + j) * grid.ni + i;
    bool inside = isInside(q.i[x], grid.ni) & isInside(q.j[x], grid.nj) & isInside(q.k[x], grid.nk);
    cells.inside[x] = inside ? 1.f : 0.f;
  }
}

/** (1 - t) a + t b, exact at both ends. */
inline float mix(float a, float b, float t) { return (1 - t) * a + t * b; }

/** The trilinear interpolant of `values` in cell x of `cells`. */
inline float interpolate(const Lattice& grid, const float* values, const Cells& cells, int x) {
  const float* v = values + cells.corner[x];
  float t = cells.i[x];
  float lower =
      mix(mix(v[0], v[grid.stepI], t), mix(v[grid.stepJ], v[grid.stepJ + grid.stepI], t), cells.j[x]);
  v += grid.stepK;
  float upper =
      mix(mix(v[0], v[grid.stepI], t), mix(v[grid.stepJ], v[grid.stepJ + grid.stepI], t), cells.j[x]);
  return mix(lower, upper, cells.k[x]);
}

}  // namespace regista::RG_ISA
