#pragma once

#include "core/runtime.h"
#include "regista_cpu.h"

/** RG_ISA, given by the build, is portable, avx2 or avx512. */
namespace regista::RG_ISA {

#define RG_KERNEL(function, parameters) void function parameters;
#include "core/kernels.def"
#undef RG_KERNEL

}  // namespace regista::RG_ISA
