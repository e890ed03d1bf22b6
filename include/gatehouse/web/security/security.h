#pragma once
// SPDX-License-Identifier: Apache-2.0
// Security schemes: constants that a dependency names, checked on requests and told in the document.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/http/request.h"
#include "gatehouse/schema/constrained.h"
#include "gatehouse/schema/containers.h"
#include "gatehouse/schema/described.h"
#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/web/operation.h"
#include "gatehouse/web/security/http_auth.h"

namespace gatehouse::web {

namespace detail {
SecuritySchemeInfo describe_open_id_connect(std::string_view name, std::string_view url);
}

/// OAuth 2.0 bearer tokens (RFC 6750) that a password buys at `token_url`.
///
///     inline constexpr web::OAuth2PasswordBearer bearer{"/login", "JWT"};
///     awaitable<User> get_current_user(Depends<bearer> token);
///
/// Its value is the text after the scheme. Without one: 401 "Not authenticated".
template <std::size_t UrlSize, std::size_t NameSize>
struct OAuth2PasswordBearer {
  /// The token.
  using Value = std::string_view;

  /// Where to log in, for the document.
  schema::FixedString<UrlSize> token_url;
  /// In the document.
  schema::FixedString<NameSize> name;

  /// `url`: where tokens are given, relative to the document.
  constexpr OAuth2PasswordBearer(const char (&url)[UrlSize], const char (&scheme_name)[NameSize])
      : token_url(url), name(scheme_name) {}

  /// The token; throws HttpError 401.
  [[nodiscard]] Value resolve(const http::Request& request) const;
  /// For the document.
  [[nodiscard]] SecuritySchemeInfo describe() const;
};

/// Whether T can be named by Depends as a security scheme.
template <class T>
concept SecurityScheme = requires(const T& scheme, const http::Request& request) {
  typename T::Value;
  { scheme.resolve(request) } -> std::same_as<typename T::Value>;
  { scheme.describe() } -> std::same_as<SecuritySchemeInfo>;
};

/// The form of RFC 6749 4.3.2, as FastAPI names it; `grant_type` may be left out.
struct OAuth2PasswordRequestForm {
  /// "password", or left out.
  std::optional<schema::OneOf<"password">> grant_type;
  /// As typed.
  std::string username;
  /// As typed.
  std::string password;
  /// Words between spaces.
  schema::DefaultText<""> scope;
  /// Of a registered client.
  std::optional<std::string> client_id;
  /// Of a registered client.
  std::optional<std::string> client_secret;
};
BOOST_DESCRIBE_STRUCT(OAuth2PasswordRequestForm, (),
                      (grant_type, username, password, scope, client_id, client_secret))

/// OpenID Connect (OpenAPI 3.1, 4.8.27: openIdConnect): tokens of the provider whose metadata is at this URL.
///
///     inline constexpr web::OpenIdConnect login{"https://id.example.com/.well-known/openid-configuration",
///     "SSO"};
///
/// Its value is the bearer token. Without one: 401 "Not authenticated".
template <std::size_t UrlSize, std::size_t NameSize>
struct OpenIdConnect {
  /// The token.
  using Value = std::string_view;

  /// Of the provider's metadata.
  schema::FixedString<UrlSize> url;
  /// In the document.
  schema::FixedString<NameSize> name;

  /// `discovery_url`: of the provider's metadata.
  constexpr OpenIdConnect(const char (&discovery_url)[UrlSize], const char (&scheme_name)[NameSize])
      : url(discovery_url), name(scheme_name) {}

  /// The token; throws HttpError 401.
  [[nodiscard]] Value resolve(const http::Request& request) const { return detail::bearer_token(request); }
  /// For the document.
  [[nodiscard]] SecuritySchemeInfo describe() const {
    return detail::describe_open_id_connect(name.view(), url.view());
  }
};

namespace detail {
SecuritySchemeInfo describe_password_bearer(std::string_view name, std::string_view token_url);
}  // namespace detail

template <std::size_t U, std::size_t N>
std::string_view OAuth2PasswordBearer<U, N>::resolve(const http::Request& request) const {
  return detail::bearer_token(request);
}

template <std::size_t U, std::size_t N>
SecuritySchemeInfo OAuth2PasswordBearer<U, N>::describe() const {
  return detail::describe_password_bearer(name.view(), token_url.view());
}

}  // namespace gatehouse::web
