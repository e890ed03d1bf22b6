#pragma once
// SPDX-License-Identifier: Apache-2.0
// A temporary file without a name. The kernel deletes it when it is closed, however the process ends.

#include <cstdint>
#include <string_view>

#include "gatehouse/base/descriptor.h"

namespace gatehouse::web::detail {

/// Holds all files of one form that are too large for memory, one after another. Throws
/// std::system_error on failure.
class Spool {
 public:
  /// Creates the file in $TMPDIR, or in /tmp.
  Spool();

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  void append(std::string_view bytes);
  /// Fills `to` with the bytes from `position` on.
  void read(std::uint64_t position, char* to, std::size_t size) const;

 private:
  Descriptor file_;
  std::uint64_t size_ = 0;
};

/// Writes all bytes to a descriptor. Throws std::system_error on failure.
void write_whole(int file, std::string_view bytes);

}  // namespace gatehouse::web::detail
