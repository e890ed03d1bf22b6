#pragma once
// SPDX-License-Identifier: Apache-2.0
// What an operator has granted a user.

#include <string>

namespace gatehouse::store {

struct Roles {
  std::string words;      ///< separated by single spaces (RFC 6749 3.3); not `admin`, for which there is
  bool is_admin = false;  ///< this

  bool operator==(const Roles&) const = default;
};

}  // namespace gatehouse::store
