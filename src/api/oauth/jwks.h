#pragma once
// SPDX-License-Identifier: Apache-2.0
// GET /.well-known/jwks.json: the keys with which other services verify access tokens.

#include "auth/keys/key_ring.h"
#include "gatehouse/web.h"

namespace gatehouse::api::oauth {

/// Answers with the JWK Set (RFC 7517 5) of all public keys. It is empty when tokens are signed with the
/// secret. It may be cached for five minutes, which is half as long as a key is published before it signs.
void get_jwks(web::State<auth::KeyRing> keys, const web::Request& request, web::Response& response);

}  // namespace gatehouse::api::oauth
