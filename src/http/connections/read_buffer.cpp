// SPDX-License-Identifier: Apache-2.0

#include "http/connections/read_buffer.h"

#include <string.h>  // explicit_bzero

#include <cstring>
#include <utility>

namespace gatehouse::http {

ReadBuffer::~ReadBuffer() { wipe(); }

// Freed memory stays in the allocator, where passwords and tokens would remain for a long time (CWE-316).
void ReadBuffer::wipe() noexcept {
  if (data_) ::explicit_bzero(data_.get(), capacity_);
}

void ReadBuffer::wipe_taken() noexcept {
  if (!data_) return;
  ::explicit_bzero(data_.get(), begin_);
  ::explicit_bzero(data_.get() + end_, capacity_ - end_);
}

std::unique_ptr<char[]> ReadBuffer::compact(std::size_t keep, std::size_t capacity) {
  std::unique_ptr<char[]> old;
  if (capacity > capacity_) {
    std::unique_ptr<char[]> bigger{new char[capacity]};  // not make_unique, which would clear the memory
    if (end_ > keep) std::memcpy(bigger.get(), data_.get() + keep, end_ - keep);
    wipe();
    old = std::exchange(data_, std::move(bigger));
    capacity_ = capacity;
  } else if (keep != 0 && keep != end_) {
    std::memmove(data_.get(), data_.get() + keep, end_ - keep);
  }
  begin_ -= keep;
  end_ -= keep;
  return old;
}

void ReadBuffer::drop_taken(std::size_t position) noexcept {
  if (position == begin_) return;
  std::memmove(data_.get() + position, data_.get() + begin_, end_ - begin_);
  end_ -= begin_ - position;
  begin_ = position;
}

void ReadBuffer::release() noexcept {
  if (begin_ != end_) return;
  wipe();
  data_.reset();
  begin_ = end_ = capacity_ = 0;
}

}  // namespace gatehouse::http
