#pragma once

#include <cstddef>
#include <cstdint>

#include "regista_cpu.h"

/**
 * What kernels need of their context. Kernel sources are compiled once per instruction set, so they must not
 * pull in inline code of the standard library: the linker would keep one copy of it for all.
 */
namespace regista {

int workerCount(const rg_context& context);

/** Calls task(state, item, worker) for each item, on any worker, in any order. `task` must not throw. */
void runItems(rg_context& context, int64_t items, void (*task)(void* state, int64_t item, int worker),
              void* state);

/** Memory for the workers, aligned to 64 bytes, until the next request. Throws std::bad_alloc. */
void* workspaceBytes(rg_context& context, size_t count);

/** Memory for the records of a reduction, apart from the workspace. Throws std::bad_alloc. */
void* partialBytes(rg_context& context, size_t count);

}  // namespace regista
