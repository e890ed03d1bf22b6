#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a token's header says about its key.

#include <string>
#include <string_view>

namespace gatehouse::server {

/// What a token's header says about its key. Safe to print; empty for what the header does not say.
struct HeaderHint {
  std::string kid;
  std::string algorithm;
};
[[nodiscard]] HeaderHint read_header(std::string_view token);

}  // namespace gatehouse::server
