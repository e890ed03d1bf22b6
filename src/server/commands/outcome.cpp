// SPDX-License-Identifier: Apache-2.0
#include "server/commands/outcome.h"

#include "gatehouse/schema/utf8.h"

namespace gatehouse::server {

Outcome failed(const Refusal& refusal) {
  if (refusal.code == "unavailable") {
    return failed(
        "the database can't be used now: check the server's log, the free disk space and the folder's "
        "permissions");
  }
  if (refusal.code == "too_busy") {
    return failed("too many passwords are waiting to be hashed: try again shortly");
  }
  return failed(refusal.message);
}

bool is_text(std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const auto length = schema::utf8_sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

}  // namespace gatehouse::server
