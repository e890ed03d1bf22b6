// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/security/security.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "gatehouse/base/base64.h"
#include "gatehouse/schema/json_text.h"
#include "gatehouse/web/answers/http_error.h"
#include "gatehouse/web/security/api_key.h"
#include "web/forms/cookies.h"
#include "web/forms/url_encoded.h"

namespace gatehouse::web::detail {
namespace {

constexpr std::size_t max_query_values = 1000;

/// Makes a Security Scheme Object of text members.
SecuritySchemeInfo describe(std::string_view name,
                            std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  SecuritySchemeInfo info;
  info.name = name;
  for (const auto& [key, value] : members) {
    info.json += info.json.empty() ? '{' : ',';
    schema::write_json_string(info.json, key);
    info.json += ':';
    schema::write_json_string(info.json, value);
  }
  info.json += '}';
  return info;
}

std::string_view to_string(KeyPlace place) noexcept {
  switch (place) {
    case KeyPlace::header:
      return "header";
    case KeyPlace::query:
      return "query";
    case KeyPlace::cookie:
      return "cookie";
  }
  return "";
}

}  // namespace

namespace {

/// Returns the credentials in an Authorization field with this scheme, or nothing. One or more spaces
/// separate the two (RFC 9110 11.4).
std::optional<std::string_view> credentials_of(const http::Request& request, std::string_view scheme) {
  const auto field = request.find("Authorization").value_or("");
  const auto space = std::min(field.find(' '), field.size());
  if (!http::equal_ignoring_case(field.substr(0, space), scheme)) return std::nullopt;
  return field.substr(std::min(field.find_first_not_of(' ', space), field.size()));
}

// RFC 6750 3.1: without credentials the challenge has no error code.
[[noreturn]] void refuse_without_token() {
  throw HttpError{401, "Not authenticated", {{"WWW-Authenticate", "Bearer"}}};
}

}  // namespace

std::string_view bearer_token(const http::Request& request) {
  const auto credentials = credentials_of(request, "Bearer");
  if (!credentials) refuse_without_token();
  return *credentials;
}

std::string_view required_bearer_token(const http::Request& request) {
  const auto token = bearer_token(request);
  if (token.find_first_not_of(' ') == std::string_view::npos) refuse_without_token();
  return token;
}

SecuritySchemeInfo describe_password_bearer(std::string_view name, std::string_view token_url) {
  SecuritySchemeInfo info;
  info.name = name;
  info.json = R"({"type":"oauth2","flows":{"password":{"scopes":{},"tokenUrl":)";
  schema::write_json_string(info.json, token_url);
  info.json += "}}}";
  return info;
}

SecuritySchemeInfo describe_open_id_connect(std::string_view name, std::string_view url) {
  return describe(name, {{"type", "openIdConnect"}, {"openIdConnectUrl", url}});
}

SecuritySchemeInfo describe_http_scheme(std::string_view name, std::string_view scheme) {
  return describe(name, {{"type", "http"}, {"scheme", scheme}});
}

HTTPBasicCredentials basic_credentials(const http::Request& request, std::string_view realm) {
  const auto refuse = [&](const char* detail) {
    // RFC 7617 2.1: the charset tells browsers to send UTF-8.
    auto challenge = "Basic realm=\"" + std::string{realm} + "\", charset=\"UTF-8\"";
    throw HttpError{401, detail, {{"WWW-Authenticate", std::move(challenge)}}};
  };
  const auto field = credentials_of(request, "Basic");
  if (!field) refuse("Not authenticated");
  auto decoded = decode_base64(Base64::padded, *field);
  const auto colon = decoded ? decoded->find(':') : std::string::npos;
  if (colon == std::string::npos) refuse("Invalid authentication credentials");
  HTTPBasicCredentials credentials{decoded->substr(0, colon), Secret{decoded->substr(colon + 1)}};
  wipe(*decoded);
  return credentials;
}

std::string find_key(const http::Request& request, KeyPlace place, std::string_view parameter) {
  std::string key;
  switch (place) {
    case KeyPlace::header:
      key = request.find(parameter).value_or("");
      break;
    case KeyPlace::query:
      for (auto& [name, value] : parse_url_encoded(request.query, max_query_values)) {
        if (name == parameter) key = std::move(value);
      }
      break;
    case KeyPlace::cookie:
      for (auto& [name, value] : parse_cookies(request)) {
        if (name == parameter) key = std::move(value);
      }
      break;
  }
  // RFC 9110 11.6.1 requires a challenge in each 401. No scheme is registered for API keys, so a descriptive
  // name is used.
  if (key.empty()) throw HttpError{401, "Not authenticated", {{"WWW-Authenticate", "APIKey"}}};
  return key;
}

SecuritySchemeInfo describe_key(std::string_view name, KeyPlace place, std::string_view parameter) {
  return describe(name, {{"type", "apiKey"}, {"in", to_string(place)}, {"name", parameter}});
}

}  // namespace gatehouse::web::detail
