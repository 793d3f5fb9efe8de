#include "core/worker_pool.h"

#include <algorithm>

namespace regista {

/** Long runs keep neighbouring planes in the cache of one core; several per worker even out their speeds. */
constexpr int64_t kRunsPerWorker = 4;

WorkerPool::WorkerPool(int size) {
  threads_.reserve(size > 0 ? size - 1 : 0);
  try {
    for (int worker = 1; worker < size; worker++) {
      threads_.emplace_back([this, worker] { serve(worker); });
    }
  } catch (...) {
    stop();
    throw;
  }
}

WorkerPool::~WorkerPool() { stop(); }

void WorkerPool::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  started_.notify_all();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

void WorkerPool::run(int64_t items, Task task, void* state) {
  if (threads_.empty() || items < 2) {
    for (int64_t item = 0; item < items; item++) {
      task(state, item, 0);
    }
    return;
  }
  {
    std::lock_guard lock(mutex_);
    task_ = task;
    state_ = state;
    items_ = items;
    run_ = std::max<int64_t>(1, items / (kRunsPerWorker * size()));
    next_ = 0;
    busy_ = static_cast<int>(threads_.size());
    round_++;
  }
  started_.notify_all();
  takeItems(0);
  std::unique_lock lock(mutex_);
  finished_.wait(lock, [this] { return busy_ == 0; });
}

void WorkerPool::serve(int worker) {
  uint64_t served = 0;
  std::unique_lock lock(mutex_);
  while (true) {
    started_.wait(lock, [&] { return stopping_ || round_ != served; });
    if (stopping_) {
      return;
    }
    served = round_;
    lock.unlock();
    takeItems(worker);
    lock.lock();
    if (--busy_ == 0) {
      finished_.notify_one();
    }
  }
}

void WorkerPool::takeItems(int worker) {
  for (int64_t first = next_.fetch_add(run_); first < items_; first = next_.fetch_add(run_)) {
    for (int64_t item = first; item < std::min(first + run_, items_); item++) {
      task_(state_, item, worker);
    }
  }
}

}  // namespace regista
