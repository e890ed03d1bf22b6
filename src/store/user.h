#pragma once
// SPDX-License-Identifier: Apache-2.0
// A user as the store keeps it.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/roles.h"

namespace gatehouse::store {

struct User {
  Uuid id;
  std::string email;  ///< as its owner typed it; unique when folded
  std::string password_hash;
  int password_version = 0;  ///< which rule prepared the password before it was hashed
  bool disabled = false;
  Roles roles;  ///< what an operator has granted
  TimePoint created_at;
  TimePoint updated_at;                    ///< of everything but `last_login_at`
  std::optional<TimePoint> last_login_at;  ///< may lag, see `Store::update_last_login`

  bool operator==(const User&) const = default;
};

/// What it takes to create a user.
struct NewUser {
  NewUser(Uuid new_id, std::string typed_email, std::string hash, int version)
      : id(new_id),
        email(std::move(typed_email)),
        password_hash(std::move(hash)),
        password_version(version) {}

  Uuid id;
  std::string email;
  std::string password_hash;
  int password_version;
  bool disabled = false;
  Roles roles{};
  std::optional<TimePoint> created_at{};  ///< for an import that knows; else the store's clock
};

/// Some users in the order of their folded e-mail addresses.
struct UserPage {
  std::vector<User> users;
  std::optional<std::string> next;  ///< what to pass as `after` for the next page; none: there is no more
};

}  // namespace gatehouse::store
