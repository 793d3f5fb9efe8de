#pragma once

#include <cstdint>

#include "kernels/grid.h"

/**
 * The widest vector of floats of the instruction set, for loops that the compiler does not do well: those
 * with many rows at once, and rows whose remainder would otherwise be done one by one.
 */
namespace regista::RG_ISA {

#if defined(__AVX512F__)
constexpr int kLanes = 16;
#elif defined(__AVX__)
constexpr int kLanes = 8;
#else
constexpr int kLanes = 4;
#endif

typedef float Lanes __attribute__((vector_size(4 * kLanes)));
typedef int32_t LaneBits __attribute__((vector_size(4 * kLanes)));

inline Lanes lanesAt(const float* from) {
  Lanes v;
  __builtin_memcpy(&v, from, sizeof(v));
  return v;
}

inline void store(const Lanes& v, float* into) { __builtin_memcpy(into, &v, sizeof(v)); }

/**
 * Asks for what lies `ahead` floats after a row of `count`, which may be beyond the array. For passes over
 * several arrays in short rows, where the machine does not see by itself what comes next.
 */
inline void prefetchRow(const float* row, int64_t count, int64_t ahead) {
  constexpr int64_t kLine = 16;
  uintptr_t first = reinterpret_cast<uintptr_t>(row) + static_cast<uintptr_t>(ahead) * sizeof(float);
  for (int64_t x = 0; x < count; x += kLine) {
    __builtin_prefetch(reinterpret_cast<const void*>(first + static_cast<uintptr_t>(x) * sizeof(float)));
  }
}

inline Lanes absolute(Lanes v) { return reinterpret_cast<Lanes>(reinterpret_cast<LaneBits>(v) & 0x7fffffff); }

inline Lanes largerOf(Lanes a, Lanes b) { return b > a ? b : a; }

}  // namespace regista::RG_ISA
