#pragma once
// SPDX-License-Identifier: Apache-2.0
// The roles that an operator has granted to a user.

#include <string>
#include <string_view>

namespace gatehouse::store {

/// The role of administrators.
inline constexpr std::string_view admin_role = "admin";

struct Roles {
  std::string words;  ///< each once, sorted by their bytes, separated by single spaces (RFC 6749 3.3)

  bool operator==(const Roles&) const = default;
};

}  // namespace gatehouse::store
