#pragma once
// SPDX-License-Identifier: Apache-2.0
// A file descriptor that is closed when its owner is destroyed.

namespace gatehouse {

/// Owns a descriptor, or none. Closing it does not change errno, so that an error path can still report errno
/// after the owner was destroyed.
class Descriptor {
 public:
  Descriptor() = default;
  /// Takes ownership of what `open` and similar functions return. A negative number means none.
  explicit Descriptor(int fd) noexcept : fd_(fd) {}
  /// Takes ownership; `other` then holds none.
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  /// Closes its own descriptor and takes ownership of the other one.
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  /// Returns the descriptor, or -1.
  [[nodiscard]] int get() const noexcept { return fd_; }
  /// Returns the descriptor and gives up ownership without closing it.
  int release() noexcept {
    const int fd = fd_;
    fd_ = -1;
    return fd;
  }

 private:
  int fd_ = -1;
};

}  // namespace gatehouse
