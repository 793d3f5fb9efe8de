#pragma once

#include <cstdint>

#include "regista_cpu.h"

namespace regista {

/** The kernels as compiled for one instruction set; they may throw std::bad_alloc. */
struct Kernels {
  const char* name;
#define RG_KERNEL(function, parameters) void(*function) parameters;
#include "core/kernels.def"
#undef RG_KERNEL
};

namespace portable {
const Kernels& kernels();
}
#ifdef RG_HAS_X86_KERNELS
namespace avx2 {
const Kernels& kernels();
}
namespace avx512 {
const Kernels& kernels();
}
#endif

}  // namespace regista
