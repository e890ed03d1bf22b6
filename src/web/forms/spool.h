#pragma once
// SPDX-License-Identifier: Apache-2.0
// A temporary file without a name: it is gone when nobody has it open, however the process ends.

#include <cstdint>
#include <string_view>

#include "gatehouse/base/descriptor.h"

namespace gatehouse::web::detail {

/// All files of one form that are too large for memory, one after the other. Errors are thrown as
/// std::system_error.
class Spool {
 public:
  /// In $TMPDIR, or /tmp.
  Spool();

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  void append(std::string_view bytes);
  /// Fills `to` from that place on.
  void read(std::uint64_t position, char* to, std::size_t size) const;

 private:
  Descriptor file_;
  std::uint64_t size_ = 0;
};

/// Writes all of it to a descriptor.
void write_whole(int file, std::string_view bytes);

}  // namespace gatehouse::web::detail
