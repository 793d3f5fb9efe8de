// Voxel by voxel arithmetic of fields.

#include <cmath>

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

void clearRange(float* values, int64_t count) {
  for (int64_t n = 0; n < count; n++) {
    values[n] = 0;
  }
}

void clearPlaneEdges(float* plane, rg_size size) {
  if (size.nj > 2) {
    clearRange(plane, size.ni);
    clearRange(plane + planeOf(size) - size.ni, size.ni);
  }
  if (size.ni > 2) {
    for (int64_t j = 0; j < size.nj; j++) {
      plane[j * size.ni] = 0;
      plane[j * size.ni + size.ni - 1] = 0;
    }
  }
}

/** m = decay m + addend for a row of vectors; adds their lengths and squared lengths in mm to the sums. */
void accumulateRow(float* m, float decay, const float* addend, int64_t component, int count,
                   const rg_axes& spacingMm, double* sums) {
  float *mi = m, *mj = m + component, *mk = m + 2 * component;
  const float *ai = addend, *aj = addend + component, *ak = addend + 2 * component;
  const float mmI = static_cast<float>(spacingMm.i), mmJ = static_cast<float>(spacingMm.j),
              mmK = static_cast<float>(spacingMm.k);
  float lengths = 0, squares = 0;
#pragma omp simd reduction(+ : lengths, squares)
  for (int x = 0; x < count; x++) {
    float i = decay * mi[x] + ai[x], j = decay * mj[x] + aj[x], k = decay * mk[x] + ak[x];
    mi[x] = i;
    mj[x] = j;
    mk[x] = k;
    i *= mmI;
    j *= mmJ;
    k *= mmK;
    float square = i * i + j * j + k * k;
    squares += square;
    lengths += std::sqrt(square);
  }
  sums[0] += static_cast<double>(lengths);
  sums[1] += static_cast<double>(squares);
}

}  // namespace

void accumulate(rg_context& context, float* momentum, double decay, const float* addend, rg_size size,
                const rg_axes& spacingMm, double* typicalMm) {
  int64_t count = countOf(size);
  Sums<2> total = sumOver<2>(context, size.nk, [&](int64_t k) {
    Sums<2> sums = {};
    for (int64_t j = 0; j < size.nj; j++) {
      int64_t p = rowOf(size, j, k);
      accumulateRow(momentum + p, static_cast<float>(decay), addend + p, count, size.ni, spacingMm, sums.at);
    }
    return sums;
  });
  *typicalMm = total.at[0] > 0 ? total.at[1] / total.at[0] : 0;
}

void blend(rg_context& context, float* field, const float* other, const float* w, rg_size size) {
  int64_t count = countOf(size);
  forEachChunk(context, count, kElementChunk, [&](int64_t begin, int64_t end) {
    for (int64_t c = 0; c < 3; c++) {
      float* f = field + c * count;
      const float* o = other + c * count;
      RG_SIMD
      for (int64_t n = begin; n < end; n++) {
        f[n] = (1 - w[n]) * f[n] + w[n] * o[n];
      }
    }
  });
}

void clearBorder(rg_context& context, float* field, rg_size size) {
  forEach(context, int64_t{3} * size.nk, [&](int64_t item, int) {
    float* plane = field + item * planeOf(size);
    int64_t k = item % size.nk;
    if (size.nk > 2 && (k == 0 || k == size.nk - 1)) {
      clearRange(plane, planeOf(size));
    } else {
      clearPlaneEdges(plane, size);
    }
  });
}

}  // namespace regista::RG_ISA
