#pragma once
// SPDX-License-Identifier: Apache-2.0
// The reasons for refusing a token that has a valid signature and has not expired.

#include "gatehouse/base/enum_set.h"

namespace gatehouse::auth {

/// A reason to refuse a token. Of several reasons, only the first is reported to the caller.
enum class Objection {
  for_client,       ///< it stands for a client and not for a user's login (RFC 9700 4.15)
  no_user,          ///< its `sub` is not a user's id
  no_session,       ///< its `sid` is not a session's id, and such tokens are not accepted
  no_id,            ///< its `jti` is not an id
  before_restore,   ///< it was issued before a backup was restored
  user_deleted,     ///< its user was deleted
  user_disabled,    ///< its user is disabled
  session_unknown,  ///< there is no such session, or no longer
  session_ended,    ///< its session has ended
  session_expired,  ///< its session has expired
  token_spent,      ///< it is a refresh token that has been used
  client_deleted,   ///< its client was deleted
  client_disabled,  ///< its client is disabled
  client_replaced,  ///< its client was deleted, and another one has its id now
  token_revoked,    ///< it was revoked
};

using Objections = EnumSet<Objection>;

}  // namespace gatehouse::auth
