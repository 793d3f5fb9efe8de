// Voxel by voxel arithmetic of fields.

#include "kernels/declarations.h"
#include "kernels/grid.h"
#include "kernels/parallel.h"

namespace regista::RG_ISA {

namespace {

constexpr int64_t kElementChunk = 1 << 16;

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

}  // namespace

void accumulate(rg_context& context, float* momentum, double decay, const float* addend, int64_t count) {
  float factor = static_cast<float>(decay);
  forEachChunk(context, count, kElementChunk, [&](int64_t begin, int64_t end) {
    RG_SIMD
    for (int64_t n = begin; n < end; n++) {
      momentum[n] = factor * momentum[n] + addend[n];
    }
  });
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
