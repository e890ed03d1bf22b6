#pragma once
// SPDX-License-Identifier: Apache-2.0
// Chooses the turn in which a request's password checks wait.

#include "auth/accounts/accounts.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Returns options with the turn of the peer address (see `client_turn`) that abandon the job when the caller
/// disconnects. Every endpoint that has a password verified or hashed passes them on.
[[nodiscard]] crypto::JobOptions hash_job(const web::Request& request);

}  // namespace gatehouse::api
