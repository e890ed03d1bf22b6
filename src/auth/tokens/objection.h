#pragma once
// SPDX-License-Identifier: Apache-2.0
// What can speak against a token that is well signed and in time.

#include "gatehouse/base/enum_set.h"

namespace gatehouse::auth {

/// One reason to refuse it. Where there are several, the caller is told of the first.
enum class Objection {
  for_client,       ///< it stands for a client, and is nobody's login (RFC 9700 4.15)
  no_user,          ///< its `sub` is no user's id
  no_session,       ///< its `sid` is no session's id, and such tokens are not accepted
  no_id,            ///< its `jti` is no id
  before_restore,   ///< it was issued before a backup was put in place
  user_deleted,     ///< its user is gone
  user_disabled,    ///< its user is barred
  session_unknown,  ///< there is no such session, or none any more
  session_ended,    ///< its session has ended
  session_expired,  ///< its session has had its time
  token_spent,      ///< it is a refresh token that has been used
  client_deleted,   ///< its client is gone
  client_disabled,  ///< its client is barred
  client_replaced,  ///< another client has its client's id now
  token_revoked,    ///< it was revoked
};

using Objections = EnumSet<Objection>;

}  // namespace gatehouse::auth
