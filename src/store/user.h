#pragma once
// SPDX-License-Identifier: Apache-2.0
// A stored user.

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
  int password_version = 0;  ///< the rule that prepared the password before hashing
  bool disabled = false;
  Roles roles;
  TimePoint created_at;
  TimePoint updated_at;                    ///< when anything but `last_login_at` changed
  std::optional<TimePoint> last_login_at;  ///< may lag behind, see `Store::update_last_login`

  bool operator==(const User&) const = default;
};

/// The values needed to create a user.
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
  std::optional<TimePoint> created_at{};  ///< set by an import; nullopt: the store's clock
};

/// Users in the order of their folded e-mail addresses.
struct UserPage {
  std::vector<User> users;
  std::optional<std::string> next;  ///< the `after` of the next page; nullopt: this is the last page
};

}  // namespace gatehouse::store
