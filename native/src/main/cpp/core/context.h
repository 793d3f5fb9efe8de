#pragma once

#include "core/kernels.h"
#include "core/scratch.h"
#include "core/worker_pool.h"
#include "regista_cpu.h"

/** What the calls of one user share: the kernels for this machine, the threads and reusable memory. */
struct rg_context {
  rg_context(const regista::Kernels& chosen, int threads) : kernels(chosen), pool(threads) {}

  const regista::Kernels& kernels;
  regista::WorkerPool pool;
  regista::Scratch workspace;  // a share for each worker
  regista::Scratch partials;   // one record for each chunk of a reduction
};
