#pragma once

#include <cstdint>

#include "kernels/grid.h"

/**
 * Sums over several rows of floats, unrolled over the rows so that each element is summed in registers. One
 * row shifted against itself gives sums along i, rows of a plane along j, rows of several planes along k.
 */
namespace regista::RG_ISA {

namespace rows {

template <int ROWS>
void sum(const float* const* from, int64_t count, float* out) {
  const float* r[ROWS];
  for (int n = 0; n < ROWS; n++) {
    r[n] = from[n];
  }
  RG_SIMD
  for (int64_t x = 0; x < count; x++) {
    float sum = r[0][x];
#pragma GCC unroll 17
    for (int n = 1; n < ROWS; n++) {
      sum += r[n][x];
    }
    out[x] = sum;
  }
}

/** out[x] (or weights[0] centre[0][x] in the first sweep) + sum of weights[d] (centre[-d][x] + centre[d][x])
 */
template <int PAIRS, bool FIRST>
void addPairs(const float* const* centre, int nearest, const float* weights, int64_t count, float* out) {
  const float *before[PAIRS], *after[PAIRS];
  float w[PAIRS];
  for (int n = 0; n < PAIRS; n++) {
    before[n] = centre[-nearest - n];
    after[n] = centre[nearest + n];
    w[n] = weights[nearest + n];
  }
  const float* own = centre[0];
  const float ownWeight = weights[0];
  RG_SIMD
  for (int64_t x = 0; x < count; x++) {
    float sum = FIRST ? ownWeight * own[x] : out[x];
#pragma GCC unroll 8
    for (int n = 0; n < PAIRS; n++) {
      sum += w[n] * (before[n][x] + after[n][x]);
    }
    out[x] = sum;
  }
}

}  // namespace rows

/** The most rows that sumRows takes: windows of radius 8. */
constexpr int kMaxRows = 17;

/** out[x] = from[0][x] + from[1][x] + ..., 1 to 17 rows; `out` overlaps none of them. */
inline void sumRows(const float* const* from, int rowCount, int64_t count, float* out) {
  using Sum = void (*)(const float* const*, int64_t, float*);
  static constexpr Sum sums[kMaxRows] = {
      rows::sum<1>,  rows::sum<2>,  rows::sum<3>,  rows::sum<4>,  rows::sum<5>,  rows::sum<6>,
      rows::sum<7>,  rows::sum<8>,  rows::sum<9>,  rows::sum<10>, rows::sum<11>, rows::sum<12>,
      rows::sum<13>, rows::sum<14>, rows::sum<15>, rows::sum<16>, rows::sum<17>};
  sums[rowCount - 1](from, count, out);
}

/** out[x] = sum over |d| <= radius of weights[|d|] centre[d][x]; radius > 0; `out` overlaps no row. */
inline void convolveRows(const float* const* centre, const float* weights, int radius, int64_t count,
                         float* out) {
  using Add = void (*)(const float* const*, int, const float*, int64_t, float*);
  constexpr int kPairs = 8;
  static constexpr Add first[kPairs] = {
      rows::addPairs<1, true>, rows::addPairs<2, true>, rows::addPairs<3, true>, rows::addPairs<4, true>,
      rows::addPairs<5, true>, rows::addPairs<6, true>, rows::addPairs<7, true>, rows::addPairs<8, true>};
  static constexpr Add further[kPairs] = {
      rows::addPairs<1, false>, rows::addPairs<2, false>, rows::addPairs<3, false>, rows::addPairs<4, false>,
      rows::addPairs<5, false>, rows::addPairs<6, false>, rows::addPairs<7, false>, rows::addPairs<8, false>};
  for (int nearest = 1; nearest <= radius; nearest += kPairs) {
    int pairs = smaller(kPairs, radius - nearest + 1);
    (nearest == 1 ? first : further)[pairs - 1](centre, nearest, weights, count, out);
  }
}

}  // namespace regista::RG_ISA
