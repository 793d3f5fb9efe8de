#include "core/kernels.h"
#include "kernels/declarations.h"

namespace regista::RG_ISA {

const Kernels& kernels() {
  static constexpr Kernels table = {
      RG_ISA_NAME,
#define RG_KERNEL(function, parameters) &function,
#include "core/kernels.def"
#undef RG_KERNEL
  };
  return table;
}

}  // namespace regista::RG_ISA
