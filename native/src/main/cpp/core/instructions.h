#pragma once

#include <cstdint>

#include "core/kernels.h"

namespace regista {

/** The kernels for RG_BEST, RG_PORTABLE, ...; null if this machine or this build cannot run them. */
const Kernels* kernelsFor(int32_t instructions);

}  // namespace regista
