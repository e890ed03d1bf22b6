// SPDX-License-Identifier: Apache-2.0
#include "api/oauth/metadata.h"

#include <utility>

namespace gatehouse::api::oauth {

ServerMetadata get_server_metadata(web::State<Options> options, web::Response& response) {
  if (options->issuer.empty()) throw web::HttpError{404, "Not Found"};
  auto base = options->issuer;
  if (base.ends_with('/')) base.pop_back();
  const std::vector<std::string> by_secret{"client_secret_basic", "client_secret_post"};
  ServerMetadata metadata;
  metadata.issuer = options->issuer;
  metadata.token_endpoint = base + "/token";
  metadata.introspection_endpoint = base + "/introspect";
  metadata.revocation_endpoint = base + "/revoke";
  if (options->has_jwks) metadata.jwks_uri = base + "/.well-known/jwks.json";
  metadata.grant_types_supported = {"password", "refresh_token", "client_credentials"};
  metadata.token_endpoint_auth_methods_supported = {"client_secret_basic", "client_secret_post", "none"};
  metadata.introspection_endpoint_auth_methods_supported = by_secret;
  metadata.revocation_endpoint_auth_methods_supported = by_secret;
  response.set("Cache-Control", "public, max-age=3600");
  return metadata;
}

}  // namespace gatehouse::api::oauth
