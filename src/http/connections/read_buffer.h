#pragma once
// SPDX-License-Identifier: Apache-2.0
// The flat memory a connection reads into; requests are views of it.

#include <cstddef>
#include <memory>
#include <string_view>

namespace gatehouse::http {

/// [0, begin) was taken, [begin, end) waits to be parsed, [end, capacity) is free.
class ReadBuffer {
 public:
  ReadBuffer() = default;
  ReadBuffer(const ReadBuffer&) = delete;
  ReadBuffer& operator=(const ReadBuffer&) = delete;
  ~ReadBuffer();

  [[nodiscard]] std::string_view unread() const noexcept { return {data_.get() + begin_, end_ - begin_}; }
  [[nodiscard]] char* free_begin() noexcept { return data_.get() + end_; }
  [[nodiscard]] std::size_t free_size() const noexcept { return capacity_ - end_; }
  [[nodiscard]] const char* base() const noexcept { return data_.get(); }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  /// Where the free part begins.
  [[nodiscard]] std::size_t end() const noexcept { return end_; }
  /// Where the unread part begins.
  [[nodiscard]] std::size_t position() const noexcept { return begin_; }

  void take(std::size_t size) noexcept { begin_ += size; }
  void add(std::size_t size) noexcept { end_ += size; }

  /// Moves [keep, end) to the front of memory of at least `capacity`. What lay at `base() + keep` is then at
  /// the new `base()`; the memory before is returned if it was given up, so that views can still be told from
  /// it. It is overwritten.
  std::unique_ptr<char[]> compact(std::size_t keep, std::size_t capacity);
  /// Moves the unread part down to `position`, over what was taken.
  void drop_taken(std::size_t position) noexcept;
  /// Gives the memory back if nothing is unread.
  void release() noexcept;
  /// Overwrites all but the unread part, in which there may be a password.
  void wipe_taken() noexcept;

 private:
  void wipe() noexcept;

  std::unique_ptr<char[]> data_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace gatehouse::http
