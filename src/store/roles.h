#pragma once
// SPDX-License-Identifier: Apache-2.0
// The roles that an operator has granted to a user.

#include <string>

namespace gatehouse::store {

struct Roles {
  std::string words;      ///< separated by single spaces (RFC 6749 3.3); never contains `admin`
  bool is_admin = false;  ///< stands for the role `admin`

  bool operator==(const Roles&) const = default;
};

}  // namespace gatehouse::store
