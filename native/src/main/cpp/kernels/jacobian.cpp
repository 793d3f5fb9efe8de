// Determinants of x + u(x): of the piecewise linear interpolants of its cells, and of central differences.

#include <cfloat>
#include <cmath>

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

struct Vector {
  float i, j, k;
};

Vector operator-(Vector a, Vector b) { return {a.i - b.i, a.j - b.j, a.k - b.k}; }
Vector operator+(Vector a, Vector b) { return {a.i + b.i, a.j + b.j, a.k + b.k}; }

/** The determinant of the matrix with these columns. */
float determinant(Vector a, Vector b, Vector c) {
  return a.i * (b.j * c.k - b.k * c.j) - a.j * (b.i * c.k - b.k * c.i) + a.k * (b.i * c.j - b.j * c.i);
}

struct Field {
  Field(const float* u, rg_size s) : size(s), count(countOf(s)), plane(planeOf(s)), values(u) {}

  Vector at(int64_t p) const { return {values[p], values[p + count], values[p + 2 * count]}; }

  rg_size size;
  int64_t count, plane;
  const float* values;
};

/** The edges of a cell after the map: along axis i by corner (j, k), along j by (i, k), along k by (i, j). */
struct Edges {
  Vector i[2][2], j[2][2], k[2][2];
};

Edges edgesOf(const Field& u, int64_t p) {
  Vector corner[2][2][2];
  for (int k = 0; k < 2; k++) {
    for (int j = 0; j < 2; j++) {
      for (int i = 0; i < 2; i++) {
        corner[k][j][i] = u.at(p + k * u.plane + j * u.size.ni + i);
      }
    }
  }
  Edges edges;
  for (int b = 0; b < 2; b++) {
    for (int a = 0; a < 2; a++) {
      edges.i[b][a] = corner[b][a][1] - corner[b][a][0] + Vector{1, 0, 0};
      edges.j[b][a] = corner[b][1][a] - corner[b][0][a] + Vector{0, 1, 0};
      edges.k[b][a] = corner[1][b][a] - corner[0][b][a] + Vector{0, 0, 1};
    }
  }
  return edges;
}

struct Range {
  float min, max;
};

/** The 8 corner determinants of a cell and those of its 2 inscribed tetrahedra; all 1 without displacement.
 */
Range determinantsOf(const Edges& e) {
  float d[10];
#pragma GCC unroll 8
  for (int c = 0; c < 8; c++) {
    int i = c & 1, j = c >> 1 & 1, k = c >> 2;
    d[c] = determinant(e.i[k][j], e.j[k][i], e.k[j][i]);
  }
  d[8] = -0.5f * determinant(e.i[0][0] + e.j[0][1], e.i[0][0] + e.k[0][1], e.j[0][0] + e.k[1][0]);
  d[9] = -0.5f * determinant(e.i[1][1] + e.j[1][0], e.i[1][1] + e.k[1][0], e.j[1][1] + e.k[0][1]);
  Range range = {d[0], d[0]};
#pragma GCC unroll 10
  for (int c = 1; c < 10; c++) {
    range.min = smaller(range.min, d[c]);
    range.max = larger(range.max, d[c]);
  }
  return range;
}

/** The extremes of the cells whose first corners are voxels (0, j, k) ... (ni - 2, j, k). */
void cellRow(const Field& u, int64_t j, int64_t k, float* min, float* max) {
  int64_t p = rowOf(u.size, j, k);
  RG_SIMD
  for (int x = 0; x < u.size.ni - 1; x++) {
    Range range = determinantsOf(edgesOf(u, p + x));
    min[x] = range.min;
    max[x] = range.max;
  }
}

bool hasCells(rg_size size) { return size.ni > 1 && size.nj > 1 && size.nk > 1; }

struct PlaneOfCells {
  float min = FLT_MAX, max = -FLT_MAX;
  int64_t nonPositive = 0;
};

PlaneOfCells planeOfCells(const Field& u, int64_t k, float* memory) {
  PlaneOfCells plane;
  float *min = memory, *max = memory + paddedRow(u.size.ni);
  for (int64_t j = 0; j < u.size.nj - 1; j++) {
    cellRow(u, j, k, min, max);
    for (int x = 0; x < u.size.ni - 1; x++) {
      plane.min = smaller(plane.min, min[x]);
      plane.max = larger(plane.max, max[x]);
      plane.nonPositive += min[x] <= 0;
    }
  }
  return plane;
}

/** The neighbours at which a central difference along an axis reads, and its denominator. */
struct Stencil {
  Stencil(int64_t n, int64_t length, int64_t stride)
      : before(n > 0 ? -stride : 0),
        after(n < length - 1 ? stride : 0),
        perVoxel(n > 0 && n < length - 1 ? 0.5f : 1.f) {}

  Vector slope(const Field& u, int64_t p) const {
    Vector d = u.at(p + after) - u.at(p + before);
    return {d.i * perVoxel, d.j * perVoxel, d.k * perVoxel};
  }

  int64_t before, after;
  float perVoxel;
};

/** map[x] for begin <= x < end, which all have the same stencils; p is the place of x = 0. */
void centralRun(const Field& u, int64_t p, int64_t begin, int64_t end, const Stencil& i, const Stencil& j,
                const Stencil& k, float* map) {
  RG_SIMD
  for (int64_t x = begin; x < end; x++) {
    map[x] = determinant(i.slope(u, p + x) + Vector{1, 0, 0}, j.slope(u, p + x) + Vector{0, 1, 0},
                         k.slope(u, p + x) + Vector{0, 0, 1});
  }
}

void centralRow(const Field& u, int64_t j, int64_t k, float* map) {
  int64_t p = rowOf(u.size, j, k), ni = u.size.ni;
  Stencil alongJ(j, u.size.nj, u.size.ni), alongK(k, u.size.nk, u.plane);
  centralRun(u, p, 0, 1, Stencil(0, ni, 1), alongJ, alongK, map);
  centralRun(u, p, 1, ni - 1, Stencil(1, 3, 1), alongJ, alongK, map);
  centralRun(u, p, ni - 1, ni, Stencil(ni - 1, ni, 1), alongJ, alongK, map);
}

/** ln x for a positive normal number, to float precision; plain arithmetic, so that loops become vectors. */
float logarithm(float x) {
  constexpr int32_t kSqrtHalf = 0x3f3504f3;
  int32_t bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  int32_t exponent = (bits - kSqrtHalf) >> 23;
  bits -= exponent * (1 << 23);
  float mantissa;  // in [sqrt(1/2), sqrt(2))
  __builtin_memcpy(&mantissa, &bits, sizeof mantissa);
  float s = (mantissa - 1) / (mantissa + 1), q = s * s;
  float series = 1 + q * (1 / 3.f + q * (1 / 5.f + q * (1 / 7.f + q * (1 / 9.f))));
  return static_cast<float>(exponent) * 0.693147181f + 2 * s * series;
}

/** Count of determinants <= 0, count of positive ones, sum of their logarithms, of the squares of these. */
Sums<4> logarithms(const float* map, int64_t count) {
  double positive = 0, sum = 0, squares = 0;
#pragma omp simd reduction(+ : positive, sum, squares)
  for (int64_t n = 0; n < count; n++) {
    bool counts = map[n] > 0;
    double log = logarithm(counts ? map[n] : 1.f);
    positive += counts ? 1.0 : 0.0;
    sum += log;
    squares += log * log;
  }
  return {{static_cast<double>(count) - positive, positive, sum, squares}};
}

PlaneOfCells allCells(rg_context& context, const Field& u) {
  if (!hasCells(u.size)) {
    PlaneOfCells identity;
    identity.min = identity.max = 1;
    return identity;
  }
  int64_t planes = u.size.nk - 1;
  Workspace memory(context, 2 * paddedRow(u.size.ni));
  auto* partials = static_cast<PlaneOfCells*>(partialBytes(context, planes * sizeof(PlaneOfCells)));
  forEach(context, planes,
          [&](int64_t k, int worker) { partials[k] = planeOfCells(u, k, memory.of(worker)); });
  PlaneOfCells all;
  for (int64_t k = 0; k < planes; k++) {
    all.min = smaller(all.min, partials[k].min);
    all.max = larger(all.max, partials[k].max);
    all.nonPositive += partials[k].nonPositive;
  }
  return all;
}

void clearPlane(float* plane, int64_t count) {
  for (int64_t n = 0; n < count; n++) {
    plane[n] = 0;
  }
}

/** Flags the corners of the cells below `minimum`, in this plane of voxels and the next; counts these cells.
 */
int64_t flagPlaneOfCells(const Field& u, int64_t k, double minimum, float* memory, float* flags) {
  int64_t small = 0, ni = u.size.ni;
  float *min = memory, *max = memory + paddedRow(ni);
  for (int64_t j = 0; j < u.size.nj - 1; j++) {
    cellRow(u, j, k, min, max);
    for (int64_t x = 0; x < ni - 1; x++) {
      if (min[x] < minimum) {
        float* corner = flags + j * ni + x;
        corner[0] = corner[1] = corner[ni] = corner[ni + 1] = 1;
        corner += u.plane;
        corner[0] = corner[1] = corner[ni] = corner[ni + 1] = 1;
        small++;
      }
    }
  }
  return small;
}

}  // namespace

void jacobian(rg_context& context, const float* values, rg_size size, float* centralMap,
              rg_jacobian* statistics) {
  Field u(values, size);
  PlaneOfCells cells = allCells(context, u);
  Sums<4> logs = sumOver<4>(context, size.nk, [&](int64_t k) {
    float* plane = centralMap + k * u.plane;
    for (int64_t j = 0; j < size.nj; j++) {
      centralRow(u, j, k, plane + j * size.ni);
    }
    return logarithms(plane, u.plane);
  });
  double positive = larger(logs.at[1], 1.0);
  double mean = logs.at[2] / positive;
  double variance = logs.at[3] / positive - mean * mean;
  *statistics = {cells.min,
                 cells.max,
                 cells.nonPositive,
                 static_cast<int64_t>(logs.at[0]),
                 mean,
                 std::sqrt(larger(variance, 0.0))};
}

void flagSmallDeterminants(rg_context& context, const float* values, rg_size size, double minimum,
                           float* flags, int64_t* cells) {
  Field u(values, size);
  int64_t planes = hasCells(size) ? size.nk - 1 : 0;
  Workspace memory(context, 2 * paddedRow(size.ni));
  auto* flagged = static_cast<int64_t*>(partialBytes(context, size.nk * sizeof(int64_t)));
  forEach(context, size.nk, [&](int64_t k, int) { clearPlane(flags + k * u.plane, u.plane); });
  // a plane of cells flags two planes of voxels: first the even ones, then the odd, so that none meet
  for (int64_t first = 0; first < 2; first++) {
    forEach(context, (planes + 1 - first) / 2, [&](int64_t item, int worker) {
      int64_t k = first + 2 * item;
      flagged[k] = flagPlaneOfCells(u, k, minimum, memory.of(worker), flags + k * u.plane);
    });
  }
  *cells = 0;
  for (int64_t k = 0; k < planes; k++) {
    *cells += flagged[k];
  }
}

}  // namespace regista::RG_ISA
