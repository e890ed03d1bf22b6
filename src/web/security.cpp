// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/security.h"

#include "gatehouse/schema/json_text.h"
#include "gatehouse/web/http_error.h"

namespace gatehouse::web::detail {

std::string_view bearer_token(const http::Request& request) {
  const auto field = request.find("Authorization").value_or("");
  const auto space = std::min(field.find(' '), field.size());
  if (!http::equal_ignoring_case(field.substr(0, space), "Bearer")) {
    // RFC 6750 3.1: no error code where no credentials came.
    throw HttpError{401, "Not authenticated", {{"WWW-Authenticate", "Bearer"}}};
  }
  return field.substr(std::min(space + 1, field.size()));
}

SecuritySchemeInfo describe_password_bearer(std::string_view name, std::string_view token_url) {
  SecuritySchemeInfo info;
  info.name = name;
  info.json = R"({"type":"oauth2","flows":{"password":{"scopes":{},"tokenUrl":)";
  schema::write_json_string(info.json, token_url);
  info.json += "}}}";
  return info;
}

}  // namespace gatehouse::web::detail
