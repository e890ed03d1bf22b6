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
  /// Takes the descriptor over; the other has none then.
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  /// Closes its own, and takes the other's over.
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  /// The descriptor, or -1.
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
