#pragma once
// SPDX-License-Identifier: Apache-2.0
// Prints the store's types in failed expectations.

#include <ostream>

#include "store/error.h"
#include "store/session.h"
#include "store/user.h"

namespace gatehouse::store {

inline std::ostream& operator<<(std::ostream& out, StoreError error) {
  return out << make_error_code(error).message();
}

inline void PrintTo(const EndedSession& session, std::ostream* out) {
  *out << session.id.to_string() << " until " << session.until.time_since_epoch().count();
}

inline void PrintTo(const User& user, std::ostream* out) {
  *out << user.email << ' ' << user.id.to_string() << " hash " << user.password_hash << " version "
       << user.password_version << " disabled " << user.disabled << " roles " << user.roles.words
       << " revision " << user.revision << " credentials " << user.credential_version << " created "
       << user.created_at.time_since_epoch().count() << " updated "
       << user.updated_at.time_since_epoch().count();
  if (user.last_login_at) *out << " last login " << user.last_login_at->time_since_epoch().count();
}

}  // namespace gatehouse::store
