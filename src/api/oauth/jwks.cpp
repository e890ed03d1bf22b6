// SPDX-License-Identifier: Apache-2.0
#include "api/oauth/jwks.h"

#include <string>

#include "gatehouse/web/answers/conditional.h"

namespace gatehouse::api::oauth {
namespace {

/// The names of the keys identify the whole document, because a key's name is its thumbprint.
std::string etag_of(const crypto::VerificationKeys& keys) {
  std::string tag = "\"";
  for (const auto& key : keys.keys()) tag += key.kid().substr(0, 12);
  return tag += '"';
}

}  // namespace

void get_jwks(web::State<auth::KeyRing> keys, const web::Request& request, web::Response& response) {
  const auto etag = etag_of(*keys->verification_keys());
  response.set("Cache-Control", "public, max-age=300");
  response.set("ETag", etag);
  if (web::has_current(request, etag)) {
    response.status = 304;
    return;
  }
  response.status = 200;
  response.content_type = "application/jwk-set+json";
  response.body = *keys->jwks();
}

}  // namespace gatehouse::api::oauth
