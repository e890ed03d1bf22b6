#pragma once
// SPDX-License-Identifier: Apache-2.0
// The authentication schemes of HTTP: bearer tokens, and user name with password.

#include <cstddef>
#include <string>
#include <string_view>

#include "gatehouse/base/secret.h"
#include "gatehouse/http/request.h"
#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/web/operation.h"

namespace gatehouse::web {

/// Bearer tokens (RFC 6750) of any issuer.
///
///     inline constexpr web::HTTPBearer bearer{"service token"};
///
/// Its value is the text after the scheme name, valid as long as the request. Fails with 401 "Not
/// authenticated" if there is none.
template <std::size_t NameSize>
struct HTTPBearer {
  /// The token.
  using Value = std::string_view;

  /// The name in the document.
  schema::FixedString<NameSize> name;

  constexpr explicit HTTPBearer(const char (&scheme_name)[NameSize]) : name(scheme_name) {}

  /// Returns the token. Throws HttpError 401.
  [[nodiscard]] Value resolve(const http::Request& request) const;
  /// Describes the scheme for the document.
  [[nodiscard]] SecuritySchemeInfo describe() const;
};

/// The value of `HTTPBasic`. The user name is valid UTF-8 if the client sends valid UTF-8; this
/// is not checked.
struct HTTPBasicCredentials {
  std::string username;
  Secret password;
};

/// User name and password in each request (RFC 7617). Use it over TLS only.
///
///     inline constexpr web::HTTPBasic basic{"admin", "the realm"};
///     awaitable<User> get_user(Depends<basic> credentials);  // credentials->username, ->password.reveal()
///
/// Fails with 401 and a challenge that names the realm if they are missing or malformed.
template <std::size_t NameSize, std::size_t RealmSize>
struct HTTPBasic {
  using Value = HTTPBasicCredentials;

  /// The name in the document.
  schema::FixedString<NameSize> name;
  /// Sent in the challenge.
  schema::FixedString<RealmSize> realm;

  /// `scheme_realm` must not contain `"` or `\`, because it is sent between quotes.
  constexpr HTTPBasic(const char (&scheme_name)[NameSize], const char (&scheme_realm)[RealmSize])
      : name(scheme_name), realm(scheme_realm) {}

  /// Returns the user name and the password. Throws HttpError 401.
  [[nodiscard]] Value resolve(const http::Request& request) const;
  /// Describes the scheme for the document.
  [[nodiscard]] SecuritySchemeInfo describe() const;
};

namespace detail {
/// Returns the credentials after the Bearer scheme name. Throws HttpError 401 if the field is missing or
/// has another scheme.
std::string_view bearer_token(const http::Request& request);
/// Same as above, but throws HttpError 401 for an empty token too.
std::string_view required_bearer_token(const http::Request& request);
HTTPBasicCredentials basic_credentials(const http::Request& request, std::string_view realm);
SecuritySchemeInfo describe_http_scheme(std::string_view name, std::string_view scheme);
}  // namespace detail

template <std::size_t N>
std::string_view HTTPBearer<N>::resolve(const http::Request& request) const {
  return detail::required_bearer_token(request);
}
template <std::size_t N>
SecuritySchemeInfo HTTPBearer<N>::describe() const {
  return detail::describe_http_scheme(name.view(), "bearer");
}

template <std::size_t N, std::size_t R>
HTTPBasicCredentials HTTPBasic<N, R>::resolve(const http::Request& request) const {
  return detail::basic_credentials(request, realm.view());
}
template <std::size_t N, std::size_t R>
SecuritySchemeInfo HTTPBasic<N, R>::describe() const {
  return detail::describe_http_scheme(name.view(), "basic");
}

}  // namespace gatehouse::web
