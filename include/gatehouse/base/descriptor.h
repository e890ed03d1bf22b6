#pragma once
// SPDX-License-Identifier: Apache-2.0
// A file descriptor that is closed when its owner goes.

namespace gatehouse {

/// Owns a descriptor, or none. Closing leaves errno as it is: owners go on error paths, whose errno is yet to
/// be told.
class Descriptor {
 public:
  Descriptor() = default;
  /// Takes over what `open` and its like return; a negative number is none.
  explicit Descriptor(int fd) noexcept : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  [[nodiscard]] int get() const noexcept { return fd_; }
  /// Gives it up without closing it.
  int release() noexcept {
    const int fd = fd_;
    fd_ = -1;
    return fd;
  }

 private:
  int fd_ = -1;
};

}  // namespace gatehouse
