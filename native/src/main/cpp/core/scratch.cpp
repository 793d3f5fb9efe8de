#include "core/scratch.h"

#include <new>

namespace regista {

void Scratch::Free::operator()(void* memory) const {
  ::operator delete (memory, std::align_val_t{kAlignment});
}

void* Scratch::bytes(size_t count) {
  if (count > capacity_) {
    memory_.reset();
    capacity_ = 0;
    memory_.reset(::operator new (count, std::align_val_t{kAlignment}));
    capacity_ = count;
  }
  return memory_.get();
}

}  // namespace regista
