#include "core/runtime.h"

#include "core/context.h"

namespace regista {

int workerCount(const rg_context& context) { return context.pool.size(); }

void runItems(rg_context& context, int64_t items, WorkerPool::Task task, void* state) {
  context.pool.run(items, task, state);
}

void* workspaceBytes(rg_context& context, size_t count) { return context.workspace.bytes(count); }

void* partialBytes(rg_context& context, size_t count) { return context.partials.bytes(count); }

}  // namespace regista
