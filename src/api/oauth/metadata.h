#pragma once
// SPDX-License-Identifier: Apache-2.0
// GET /.well-known/oauth-authorization-server: tells clients where the other endpoints are (RFC 8414).

#include <string>
#include <vector>

#include "api/options.h"
#include "gatehouse/web.h"

namespace gatehouse::api::oauth {

/// RFC 8414 2. There is no `scopes_supported`, because roles are internal names and anyone may
/// read this document.
struct ServerMetadata {
  std::string issuer;
  std::string token_endpoint;
  std::string introspection_endpoint;
  std::string revocation_endpoint;
  web::Omittable<std::string> jwks_uri;
  /// Required, and always empty. Leaving it out would break clients that rely on it.
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

/// Answers with 404 until the operator has set the server's URL, because a Host field can be forged.
ServerMetadata get_server_metadata(web::State<Options> options, web::Response& response);

}  // namespace gatehouse::api::oauth
