#pragma once
// SPDX-License-Identifier: Apache-2.0
// Descriptors that are kept for the moment in which no others are free.

#include <fcntl.h>

#include <cstddef>
#include <vector>

#include "gatehouse/base/descriptor.h"

namespace gatehouse::http {

/// Holds descriptors until they are needed for a connection and the files that its request opens (CWE-774).
class ReservedDescriptors {
 public:
  explicit ReservedDescriptors(std::size_t count) : fds_(count) { fill(); }

  [[nodiscard]] std::size_t count() const noexcept { return fds_.size(); }

  /// Takes back what was released, as far as descriptors are free.
  void fill() noexcept {
    for (auto& fd : fds_) {
      if (fd.get() < 0) fd = Descriptor{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    }
  }
  /// Frees them. Returns false if none was held.
  bool release() noexcept {
    bool is_any = false;
    for (auto& fd : fds_) {
      is_any = is_any || fd.get() >= 0;
      fd = Descriptor{};
    }
    return is_any;
  }

 private:
  std::vector<Descriptor> fds_;
};

}  // namespace gatehouse::http
