#pragma once

#include <cstdint>

#include "regista_cpu.h"

/** Asks the compiler to vectorise the loop that follows: its iterations are independent. */
#define RG_SIMD _Pragma("GCC ivdep")

namespace regista::RG_ISA {

inline int64_t planeOf(rg_size size) { return static_cast<int64_t>(size.ni) * size.nj; }

inline int64_t countOf(rg_size size) { return planeOf(size) * size.nk; }

/** Position of voxel (0, j, k). */
inline int64_t rowOf(rg_size size, int64_t j, int64_t k) { return (k * size.nj + j) * size.ni; }

template <class T>
T smaller(T a, T b) {
  return b < a ? b : a;
}

template <class T>
T larger(T a, T b) {
  return b > a ? b : a;
}

/** The length of a row in scratch memory, a multiple of 16 floats. */
inline int64_t paddedRow(int64_t ni) { return (ni + 15) / 16 * 16; }

}  // namespace regista::RG_ISA
