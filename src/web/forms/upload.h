#pragma once
// SPDX-License-Identifier: Apache-2.0
// What an UploadFile stands for.

#include <cstdint>
#include <memory>
#include <string>

#include "web/forms/spool.h"

namespace gatehouse::web::detail {

/// A file in memory, or a part of a form's spool.
struct Upload {
  std::string filename;
  std::string content_type;
  std::string memory;
  std::shared_ptr<Spool> spool;  // none: in memory
  std::uint64_t begin = 0;       // in the spool
  std::uint64_t size = 0;
  std::uint64_t position = 0;  // where reading goes on

  /// Appends the bytes from that place on.
  void copy(std::uint64_t from, std::size_t count, std::string& out) const;
};

}  // namespace gatehouse::web::detail
