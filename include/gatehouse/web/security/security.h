#pragma once
// SPDX-License-Identifier: Apache-2.0
// Security schemes. They are constants that dependencies use to read credentials from requests.

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

/// OAuth 2.0 bearer tokens (RFC 6750) that a user gets at `token_url` with a password.
///
///     inline constexpr web::OAuth2PasswordBearer bearer{"/login", "JWT"};
///     awaitable<User> get_current_user(Depends<bearer> token);
///
/// Its value is the text after the scheme name. Fails with 401 "Not authenticated" if there is none.
template <std::size_t UrlSize, std::size_t NameSize>
struct OAuth2PasswordBearer {
  /// The token.
  using Value = std::string_view;

  /// The URL of the login, for the document.
  schema::FixedString<UrlSize> token_url;
  /// The name in the document.
  schema::FixedString<NameSize> name;

  /// `url` is where tokens are issued, relative to the document.
  constexpr OAuth2PasswordBearer(const char (&url)[UrlSize], const char (&scheme_name)[NameSize])
      : token_url(url), name(scheme_name) {}

  /// Returns the token. Throws HttpError 401.
  [[nodiscard]] Value resolve(const http::Request& request) const;
  /// Describes the scheme for the document.
  [[nodiscard]] SecuritySchemeInfo describe() const;
};

/// Whether T can be used in Depends as a security scheme.
template <class T>
concept SecurityScheme = requires(const T& scheme, const http::Request& request) {
  typename T::Value;
  { scheme.resolve(request) } -> std::same_as<typename T::Value>;
  { scheme.describe() } -> std::same_as<SecuritySchemeInfo>;
};

/// The form of RFC 6749 4.3.2, with FastAPI's names. `grant_type` may be absent.
struct OAuth2PasswordRequestForm {
  /// Must be "password" if it is present.
  std::optional<schema::OneOf<"password">> grant_type;
  std::string username;
  std::string password;
  /// Words separated by spaces.
  schema::DefaultText<""> scope;
  /// For a registered client.
  std::optional<std::string> client_id;
  /// For a registered client.
  std::optional<std::string> client_secret;
};
BOOST_DESCRIBE_STRUCT(OAuth2PasswordRequestForm, (),
                      (grant_type, username, password, scope, client_id, client_secret))

/// OpenID Connect (OpenAPI 3.1, 4.8.27: openIdConnect): bearer tokens of the provider with metadata at `url`.
///
///     inline constexpr web::OpenIdConnect login{"https://id.example.com/.well-known/openid-configuration",
///     "SSO"};
///
/// Its value is the bearer token. Fails with 401 "Not authenticated" if there is none.
template <std::size_t UrlSize, std::size_t NameSize>
struct OpenIdConnect {
  /// The token.
  using Value = std::string_view;

  /// The URL of the metadata of the provider.
  schema::FixedString<UrlSize> url;
  /// The name in the document.
  schema::FixedString<NameSize> name;

  /// `discovery_url` is the URL of the metadata of the provider.
  constexpr OpenIdConnect(const char (&discovery_url)[UrlSize], const char (&scheme_name)[NameSize])
      : url(discovery_url), name(scheme_name) {}

  /// Returns the token. Throws HttpError 401.
  [[nodiscard]] Value resolve(const http::Request& request) const { return detail::bearer_token(request); }
  /// Describes the scheme for the document.
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
