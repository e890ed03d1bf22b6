#pragma once
// SPDX-License-Identifier: Apache-2.0
// A user as administrators see it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "auth/accounts/accounts.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

struct UserOut {
  web::Uuid id;
  std::string email;
  bool disabled = false;
  std::vector<std::string> roles;
  web::Timestamp created_at;
  web::Timestamp updated_at;
  std::optional<web::Timestamp> last_login_at;
  std::int64_t revision = 0;  ///< its ETag, without the quotes
};
BOOST_DESCRIBE_STRUCT(UserOut, (),
                      (id, email, disabled, roles, created_at, updated_at, last_login_at, revision))

[[nodiscard]] UserOut to_out(const store::User& user);

/// As above, and sets the ETag of the answer.
[[nodiscard]] UserOut answer_user(const store::User& user, web::Response& response);

}  // namespace gatehouse::api::admin
