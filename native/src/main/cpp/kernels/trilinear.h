#pragma once

#include "kernels/grid.h"

namespace regista::RG_ISA {

/** Positions are handled in blocks: first all cells (vector code), then all samples. */
constexpr int kBlock = 64;

/** Positions in voxels. */
struct alignas(64) Positions {
  double i[kBlock], j[kBlock], k[kBlock];
};

/**
 * Where positions fall on a grid: row k nj + j and column i of the lower corner, fractions, and 1 or 0 for
 * inside or not. Rows and columns are 32 bits, which vectors convert to and multiply fast; offsets in memory
 * are 64.
 */
struct alignas(64) Cells {
  int row[kBlock], column[kBlock];
  float i[kBlock], j[kBlock], k[kBlock], inside[kBlock];
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
  int cell = static_cast<int>(smaller(clamped, larger(n - 2.0, 0.0)));
  fraction = static_cast<float>(clamped - cell);
  return cell;
}

/** 1 or 0; arithmetic instead of logic keeps the loop below free of branches. */
inline double isInside(double q, int n) { return (q >= -0.5 ? 1.0 : 0.0) * (q < n - 0.5 ? 1.0 : 0.0); }

inline void locate(const Lattice& grid, const Positions& q, int count, Cells& cells) {
  RG_SIMD
  for (int x = 0; x < count; x++) {
    cells.column[x] = cellOf(q.i[x], grid.ni, cells.i[x]);
    int j = cellOf(q.j[x], grid.nj, cells.j[x]);
    int k = cellOf(q.k[x], grid.nk, cells.k[x]);
    cells.row[x] = k * grid.nj + j;
    cells.inside[x] =
        static_cast<float>(isInside(q.i[x], grid.ni) * isInside(q.j[x], grid.nj) * isInside(q.k[x], grid.nk));
  }
}

/** Position in memory of the lower corner of cell x. */
inline int64_t cornerOf(const Lattice& grid, const Cells& cells, int x) {
  return int64_t{cells.row[x]} * grid.ni + cells.column[x];
}

/** (1 - t) a + t b, exact at both ends. */
inline float mix(float a, float b, float t) { return (1 - t) * a + t * b; }

/** Corners of a cell: two neighbours along i in one row, and the two in the next row. */
typedef float Quad __attribute__((vector_size(16)));
typedef double Pair __attribute__((vector_size(16)));

inline Quad quadAt(const float* first, int64_t nextRow) {
  double row, next;
  __builtin_memcpy(&row, first, sizeof(double));
  __builtin_memcpy(&next, first + nextRow, sizeof(double));
  return reinterpret_cast<Quad>(Pair{row, next});
}

/** The four corners of each cell after interpolation along k. Two loads and four lanes per plane. */
inline void interpolateAlongK(const Lattice& grid, const float* values, const Cells& cells, int count,
                              float* quads) {
  for (int x = 0; x < count; x++) {
    const float* corner = values + cornerOf(grid, cells, x);
    Quad mixed =
        (1 - cells.k[x]) * quadAt(corner, grid.stepJ) + cells.k[x] * quadAt(corner + grid.stepK, grid.stepJ);
    __builtin_memcpy(quads + 4 * x, &mixed, sizeof(Quad));
  }
}

/** As interpolateAlongK on a grid of one voxel along i, where a row has no pairs. */
inline void interpolateThinAlongK(const Lattice& grid, const float* values, const Cells& cells, int count,
                                  float* quads) {
  for (int x = 0; x < count; x++) {
    const float *lower = values + cornerOf(grid, cells, x), *upper = lower + grid.stepK;
    float* quad = quads + 4 * x;
    quad[0] = quad[1] = mix(lower[0], upper[0], cells.k[x]);
    quad[2] = quad[3] = mix(lower[grid.stepJ], upper[grid.stepJ], cells.k[x]);
  }
}

/** out[x] = the trilinear interpolant of `values` in cell x, for the first `count` cells. */
inline void interpolate(const Lattice& grid, const float* values, const Cells& cells, int count, float* out) {
  alignas(64) float quads[4 * kBlock];
  if (grid.stepI == 1) {
    interpolateAlongK(grid, values, cells, count, quads);
  } else {
    interpolateThinAlongK(grid, values, cells, count, quads);
  }
  RG_SIMD
  for (int x = 0; x < count; x++) {
    const float* q = quads + 4 * x;
    out[x] = mix(mix(q[0], q[1], cells.i[x]), mix(q[2], q[3], cells.i[x]), cells.j[x]);
  }
}

}  // namespace regista::RG_ISA
