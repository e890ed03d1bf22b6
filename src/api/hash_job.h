#pragma once
// SPDX-License-Identifier: Apache-2.0
// In which line a request's password checks wait.

#include "auth/accounts/accounts.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// The line of the peer's address (see `client_turn`), abandoned when the peer has gone. Every endpoint that
/// has a password checked or hashed passes this on.
[[nodiscard]] crypto::JobOptions hash_job(const web::Request& request);

}  // namespace gatehouse::api
