#include "core/instructions.h"

namespace regista {

namespace {

#ifdef RG_HAS_X86_KERNELS

bool hasAvx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2");
}

bool hasAvx512() {
  return hasAvx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}

const Kernels* x86KernelsFor(int32_t instructions) {
  if (instructions == RG_AVX512) {
    return hasAvx512() ? &avx512::kernels() : nullptr;
  }
  return instructions == RG_AVX2 && hasAvx2() ? &avx2::kernels() : nullptr;
}

#else

const Kernels* x86KernelsFor(int32_t) { return nullptr; }

#endif

}  // namespace

const Kernels* kernelsFor(int32_t instructions) {
  if (instructions == RG_PORTABLE) {
    return &portable::kernels();
  }
  if (instructions != RG_BEST) {
    return x86KernelsFor(instructions);
  }
  if (const Kernels* kernels = x86KernelsFor(RG_AVX512)) {
    return kernels;
  }
  if (const Kernels* kernels = x86KernelsFor(RG_AVX2)) {
    return kernels;
  }
  return &portable::kernels();
}

}  // namespace regista
