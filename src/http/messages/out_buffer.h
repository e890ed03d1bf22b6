#pragma once
// SPDX-License-Identifier: Apache-2.0
// A buffer for output that keeps its memory and does not clear it when it grows.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace gatehouse::http {

/// A growing array of bytes.
class OutBuffer {
 public:
  [[nodiscard]] std::string_view view() const noexcept { return {data_.get(), size_}; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// Returns a pointer to room for `size` more bytes at the end. Call `commit` with the end of
  /// what was written.
  [[nodiscard]] char* prepare(std::size_t size) {
    if (capacity_ - size_ < size) grow(size);
    return data_.get() + size_;
  }
  void commit(const char* end) noexcept { size_ = static_cast<std::size_t>(end - data_.get()); }

  void append(std::string_view text) {
    char* out = prepare(text.size());
    if (!text.empty()) std::memcpy(out, text.data(), text.size());
    size_ += text.size();
  }
  void clear() noexcept { size_ = 0; }
  void release() noexcept {
    data_.reset();
    size_ = capacity_ = 0;
  }

 private:
  void grow(std::size_t size) {
    const auto capacity = std::max({size_ + size, 2 * capacity_, std::size_t{1024}});
    std::unique_ptr<char[]> bigger{new char[capacity]};
    if (size_ != 0) std::memcpy(bigger.get(), data_.get(), size_);
    data_ = std::move(bigger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace gatehouse::http
