#pragma once

#include "core/runtime.h"

namespace regista::RG_ISA {

/** Samples in one chunk of a list. */
constexpr int64_t kChunk = 4096;

/** Voxels in one chunk where each is handled by itself. */
constexpr int64_t kElementChunk = 1 << 16;

inline int64_t chunksOf(int64_t count, int64_t chunk) { return (count + chunk - 1) / chunk; }

/** Calls body(item, worker) for each item. */
template <class Body>
void forEach(rg_context& context, int64_t items, Body body) {
  runItems(
      context, items, [](void* b, int64_t item, int worker) { (*static_cast<Body*>(b))(item, worker); },
      &body);
}

/** Calls body(begin, end) for the chunks of [0, count). */
template <class Body>
void forEachChunk(rg_context& context, int64_t count, int64_t chunk, Body body) {
  forEach(context, chunksOf(count, chunk), [&](int64_t item, int) {
    int64_t begin = item * chunk;
    body(begin, begin + chunk < count ? begin + chunk : count);
  });
}

/** N doubles that a chunk of a reduction comes to. */
template <int N>
struct Sums {
  double at[N];
};

/** total = the sum of what body(item) returns, added in the order of the items. */
template <int N, class Body>
Sums<N> sumOver(rg_context& context, int64_t items, Body body) {
  auto* partials = static_cast<Sums<N>*>(partialBytes(context, items * sizeof(Sums<N>)));
  forEach(context, items, [&](int64_t item, int) { partials[item] = body(item); });
  Sums<N> total = {};
  for (int64_t item = 0; item < items; item++) {
    for (int n = 0; n < N; n++) {
      total.at[n] += partials[item].at[n];
    }
  }
  return total;
}

/** As sumOver, for body(begin, end) over the chunks of a list of samples. */
template <int N, class Body>
Sums<N> sumOverChunks(rg_context& context, int64_t count, Body body) {
  return sumOver<N>(context, chunksOf(count, kChunk), [&](int64_t item) {
    int64_t begin = item * kChunk;
    return body(begin, begin + kChunk < count ? begin + kChunk : count);
  });
}

/** The share of each worker in the workspace. */
class Workspace {
 public:
  Workspace(rg_context& context, int64_t floatsPerWorker)
      : stride_((floatsPerWorker + 15) / 16 * 16),
        base_(static_cast<float*>(
            workspaceBytes(context, sizeof(float) * stride_ * static_cast<size_t>(workerCount(context))))) {}

  float* of(int worker) const { return base_ + worker * stride_; }

 private:
  int64_t stride_;
  float* base_;
};

}  // namespace regista::RG_ISA
