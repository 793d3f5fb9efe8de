#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace regista {

/**
 * Threads that work off numbered items. Which thread takes which run of items is left to chance; what an item
 * computes must therefore depend on its number alone.
 */
class WorkerPool {
 public:
  /** Computes one item; `worker` is in [0, size()) and no two calls at once share it. */
  using Task = void (*)(void* state, int64_t item, int worker);

  /** `size` counts the thread that calls run(). Throws std::system_error if a thread cannot start. */
  explicit WorkerPool(int size);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  int size() const { return static_cast<int>(threads_.size()) + 1; }

  /** Returns when all items are done. `task` must not throw. */
  void run(int64_t items, Task task, void* state);

 private:
  void stop();
  void serve(int worker);
  void takeItems(int worker);

  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable started_;
  std::condition_variable finished_;
  uint64_t round_ = 0;
  int busy_ = 0;
  bool stopping_ = false;

  Task task_ = nullptr;
  void* state_ = nullptr;
  int64_t items_ = 0;
  int64_t run_ = 1;
  std::atomic<int64_t> next_{0};
};

}  // namespace regista
