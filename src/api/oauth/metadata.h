#pragma once
// SPDX-License-Identifier: Apache-2.0
// GET /.well-known/oauth-authorization-server: where clients find the rest (RFC 8414).

#include <string>
#include <vector>

#include "api/options.h"
#include "gatehouse/web.h"

namespace gatehouse::api::oauth {

/// RFC 8414 2. Without `scopes_supported`: roles are the operator's own words, and everyone may read this.
struct ServerMetadata {
  std::string issuer;
  std::string token_endpoint;
  std::string introspection_endpoint;
  std::string revocation_endpoint;
  web::Omittable<std::string> jwks_uri;
  /// Required, and there are none: no list at all would break clients that count on it, which is more than
  /// an empty one does.
  std::vector<std::string> response_types_supported;
  std::vector<std::string> grant_types_supported;
  std::vector<std::string> token_endpoint_auth_methods_supported;
  std::vector<std::string> introspection_endpoint_auth_methods_supported;
  std::vector<std::string> revocation_endpoint_auth_methods_supported;
};
BOOST_DESCRIBE_STRUCT(ServerMetadata, (),
                      (issuer, token_endpoint, introspection_endpoint, revocation_endpoint, jwks_uri,
                       response_types_supported, grant_types_supported, token_endpoint_auth_methods_supported,
                       introspection_endpoint_auth_methods_supported,
                       revocation_endpoint_auth_methods_supported))

/// 404 until the operator has said what the server's URL is: a Host field is anyone's to write.
ServerMetadata get_server_metadata(web::State<Options> options, web::Response& response);

}  // namespace gatehouse::api::oauth
