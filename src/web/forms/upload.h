#pragma once
// SPDX-License-Identifier: Apache-2.0
// The state of an UploadFile.

#include <cstdint>
#include <memory>
#include <string>

#include "web/forms/spool.h"

namespace gatehouse::web::detail {

/// A file in memory, or a part of the spool of a form.
struct Upload {
  std::string filename;
  std::string content_type;
  std::string memory;
  std::shared_ptr<Spool> spool;  // null if the file is in memory
  std::uint64_t begin = 0;       // offset in the spool
  std::uint64_t size = 0;
  std::uint64_t position = 0;  // where the next read begins

  /// Appends `count` bytes from offset `from` on.
  void copy(std::uint64_t from, std::size_t count, std::string& out) const;
};

}  // namespace gatehouse::web::detail
