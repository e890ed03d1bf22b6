#pragma once
// SPDX-License-Identifier: Apache-2.0
// The contiguous memory that a connection reads into. Requests are views of it.

#include <cstddef>
#include <memory>
#include <string_view>

namespace gatehouse::http {

/// [0, begin) was taken, [begin, end) is not parsed yet, [end, capacity) is free.
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
  /// Returns the offset of the free part.
  [[nodiscard]] std::size_t end() const noexcept { return end_; }
  /// Returns the offset of the unread part.
  [[nodiscard]] std::size_t position() const noexcept { return begin_; }

  void take(std::size_t size) noexcept { begin_ += size; }
  void add(std::size_t size) noexcept { end_ += size; }

  /// Moves [keep, end) to the beginning of memory of at least `capacity` bytes, so that the byte at
  /// `base() + keep` is at the new `base()`. Returns the old memory, overwritten, if it was replaced, so that
  /// the caller can still compute with addresses in it.
  std::unique_ptr<char[]> compact(std::size_t keep, std::size_t capacity);
  /// Moves the unread part to offset `position`, over bytes that were taken.
  void drop_taken(std::size_t position) noexcept;
  /// Frees the memory if nothing is unread.
  void release() noexcept;
  /// Overwrites everything except the unread part, because it may contain a password.
  void wipe_taken() noexcept;

 private:
  void wipe() noexcept;

  std::unique_ptr<char[]> data_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace gatehouse::http
