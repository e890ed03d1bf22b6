// SPDX-License-Identifier: Apache-2.0
#include "api/admin/user_out.h"

#include "api/admin/entity_tag.h"
#include "auth/scope.h"

namespace gatehouse::api::admin {

UserOut to_out(const store::User& user) {
  UserOut out;
  out.id = user.id;
  out.email = user.email;
  out.disabled = user.disabled;
  out.roles = auth::words_of(user.roles.words);
  out.created_at = user.created_at;
  out.updated_at = user.updated_at;
  out.last_login_at = user.last_login_at;
  out.revision = static_cast<std::int64_t>(user.revision);
  return out;
}

UserOut answer_user(const store::User& user, web::Response& response) {
  response.set("ETag", tag_of(user.revision));
  return to_out(user);
}

}  // namespace gatehouse::api::admin
