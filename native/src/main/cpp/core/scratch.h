#pragma once

#include <cstddef>
#include <memory>

namespace regista {

/** Memory that grows to the largest request and is then reused; its content is undefined. */
class Scratch {
 public:
  static constexpr size_t kAlignment = 64;

  /** Valid until the next request. Throws std::bad_alloc. */
  void* bytes(size_t count);

 private:
  struct Free {
    void operator()(void* memory) const;
  };

  std::unique_ptr<void, Free> memory_;
  size_t capacity_ = 0;
};

}  // namespace regista
