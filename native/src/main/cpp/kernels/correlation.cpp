// Sums and derivatives for similarities that are functions of the moments of two lists of intensities.

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

/** In a function of its own: the compiler vectorises no loop that reads pointers captured by a lambda. */
Sums<6> momentsOf(const float* fixed, const float* moving, const float* weight, int64_t count) {
  double sw = 0, sf = 0, sm = 0, sff = 0, smm = 0, sfm = 0;
#pragma omp simd reduction(+ : sw, sf, sm, sff, smm, sfm)
  for (int64_t n = 0; n < count; n++) {
    double w = weight[n], f = fixed[n], m = moving[n];
    double wf = w * f, wm = w * m;
    sw += w;
    sf += wf;
    sm += wm;
    sff += wf * f;
    smm += wm * m;
    sfm += wf * m;
  }
  return {{sw, sf, sm, sff, smm, sfm}};
}

}  // namespace

void crossMoments(rg_context& context, const float* fixed, const float* moving, const float* weight,
                  int64_t count, double* sums) {
  Sums<6> total = sumOverChunks<6>(context, count, [&](int64_t begin, int64_t end) {
    return momentsOf(fixed + begin, moving + begin, weight + begin, end - begin);
  });
  for (int n = 0; n < 6; n++) {
    sums[n] = total.at[n];
  }
}

void linearDerivative(rg_context& context, const float* fixed, const float* moving, const float* weight,
                      int64_t count, double a, double b, double c, float* derivative) {
  forEachChunk(context, count, kChunk, [&](int64_t begin, int64_t end) {
    RG_SIMD
    for (int64_t n = begin; n < end; n++) {
      derivative[n] = static_cast<float>(weight[n] * (a * fixed[n] + b * moving[n] + c));
    }
  });
}

void multiply(rg_context& context, float* into, const float* factor, int64_t count) {
  forEachChunk(context, count, kChunk, [&](int64_t begin, int64_t end) {
    RG_SIMD
    for (int64_t n = begin; n < end; n++) {
      into[n] *= factor[n];
    }
  });
}

}  // namespace regista::RG_ISA
