#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why an operation on OAuth clients did not do what was asked.

#include "auth/error_name.h"
#include "gatehouse/base/result.h"
#include "store/error.h"

namespace gatehouse::auth {

enum class ClientError {
  unauthenticated,  ///< no such client, a wrong secret, or a disabled client: nobody is told which
  invalid_id,       ///< not for a client: see `Clients::create`
  invalid_name,     ///< empty, too long, or with control characters
  invalid_scope,    ///< no list of scope tokens (RFC 6749 3.3), or more than the client may have
  id_taken,
  not_found,
  unavailable,  ///< the store can't serve now: try again later
};
BOOST_DESCRIBE_ENUM(ClientError, unauthenticated, invalid_id, invalid_name, invalid_scope, id_taken,
                    not_found, unavailable)

/// What a failure of the store means for who asked.
[[nodiscard]] ClientError client_error_of(store::StoreError error) noexcept;

/// The outcome of an operation on clients.
template <class T = void>
using ClientResult = result<T, ClientError>;

}  // namespace gatehouse::auth
