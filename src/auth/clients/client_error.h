#pragma once
// SPDX-License-Identifier: Apache-2.0
// The errors of operations on OAuth clients.

#include "auth/error_name.h"
#include "gatehouse/base/result.h"
#include "store/error.h"

namespace gatehouse::auth {

enum class ClientError {
  unauthenticated,  ///< the client is unknown or disabled, or the secret is wrong; callers are not told which
  invalid_id,       ///< not allowed for a client, see `Clients::create`
  invalid_name,     ///< empty, too long, or with control characters
  invalid_scope,    ///< not a list of scope tokens (RFC 6749 3.3), or more than the client may have
  id_taken,
  not_found,
  unavailable,  ///< the store cannot serve requests now; try again later
};
BOOST_DESCRIBE_ENUM(ClientError, unauthenticated, invalid_id, invalid_name, invalid_scope, id_taken,
                    not_found, unavailable)

/// Returns what a failure of the store means for the caller.
[[nodiscard]] ClientError client_error_of(store::StoreError error) noexcept;

/// The result of an operation on clients.
template <class T = void>
using ClientResult = result<T, ClientError>;

}  // namespace gatehouse::auth
