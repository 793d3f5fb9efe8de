// How far a step moves and how sharply it bends.

#include <cmath>

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

/** Largest squared length in mm, and largest component of the difference to the next voxel of each axis. */
struct Extremes {
  float squaredLength = 0, differenceI = 0, differenceJ = 0, differenceK = 0;
};

/** The larger of `most` and scale |a[n] - b[n]|. */
float largestDifference(const float* a, const float* b, int64_t count, float scale, float most) {
#pragma omp simd reduction(max : most)
  for (int64_t n = 0; n < count; n++) {
    most = larger(most, scale * std::fabs(a[n] - b[n]));
  }
  return most;
}

float largestSquare(const float* v, int64_t component, int64_t count, const float* spacing, float most) {
  const float *vi = v, *vj = v + component, *vk = v + 2 * component;
#pragma omp simd reduction(max : most)
  for (int64_t n = 0; n < count; n++) {
    float i = spacing[0] * vi[n], j = spacing[1] * vj[n], k = spacing[2] * vk[n];
    most = larger(most, i * i + j * j + k * k);
  }
  return most;
}

Extremes planeExtremes(const float* v, rg_size size, const float* spacing, int64_t k) {
  Extremes most;
  int64_t plane = planeOf(size), count = countOf(size);
  most.squaredLength = largestSquare(v + k * plane, count, plane, spacing, 0);
  for (int64_t c = 0; c < 3; c++) {
    const float* p = v + c * count + k * plane;
    for (int64_t j = 0; j < size.nj; j++) {
      const float* row = p + j * size.ni;
      most.differenceI = largestDifference(row + 1, row, size.ni - 1, spacing[c], most.differenceI);
    }
    most.differenceJ = largestDifference(p + size.ni, p, plane - size.ni, spacing[c], most.differenceJ);
    if (k + 1 < size.nk) {
      most.differenceK = largestDifference(p + plane, p, plane, spacing[c], most.differenceK);
    }
  }
  return most;
}

}  // namespace

void stepBound(rg_context& context, const float* v, rg_size size, const rg_axes& spacingMm,
               rg_step_bound* bound) {
  const float spacing[3] = {static_cast<float>(spacingMm.i), static_cast<float>(spacingMm.j),
                            static_cast<float>(spacingMm.k)};
  auto* planes = static_cast<Extremes*>(partialBytes(context, size.nk * sizeof(Extremes)));
  forEach(context, size.nk, [&](int64_t k, int) { planes[k] = planeExtremes(v, size, spacing, k); });
  Extremes most;
  for (int64_t k = 0; k < size.nk; k++) {
    most.squaredLength = larger(most.squaredLength, planes[k].squaredLength);
    most.differenceI = larger(most.differenceI, planes[k].differenceI);
    most.differenceJ = larger(most.differenceJ, planes[k].differenceJ);
    most.differenceK = larger(most.differenceK, planes[k].differenceK);
  }
  bound->max_length_mm = std::sqrt(static_cast<double>(most.squaredLength));
  bound->lipschitz =
      most.differenceI / spacingMm.i + most.differenceJ / spacingMm.j + most.differenceK / spacingMm.k;
}

}  // namespace regista::RG_ISA
