#pragma once
// SPDX-License-Identifier: Apache-2.0
// The schemes that HTTP itself brings: bearer tokens from anywhere, and user name with password.

#include <cstddef>
#include <string>
#include <string_view>

#include "gatehouse/base/secret.h"
#include "gatehouse/http/request.h"
#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/web/operation.h"

namespace gatehouse::web {

/// Bearer tokens (RFC 6750), wherever they come from.
///
///     inline constexpr web::HTTPBearer bearer{"service token"};
///
/// Its value is the text after the scheme, valid as long as the request. Without one: 401 "Not
/// authenticated".
template <std::size_t NameSize>
struct HTTPBearer {
  /// The token.
  using Value = std::string_view;

  /// In the document.
  schema::FixedString<NameSize> name;

  /// `scheme_name`: its name in the document.
  constexpr explicit HTTPBearer(const char (&scheme_name)[NameSize]) : name(scheme_name) {}

  /// The token; throws HttpError 401.
  [[nodiscard]] Value resolve(const http::Request& request) const;
  /// For the document.
  [[nodiscard]] SecuritySchemeInfo describe() const;
};

/// What `HTTPBasic` reads. The user name is valid UTF-8 where the client sent such; nothing is checked.
struct HTTPBasicCredentials {
  /// As sent.
  std::string username;
  /// As sent.
  Secret password;
};

/// User name and password in each request (RFC 7617): over TLS only.
///
///     inline constexpr web::HTTPBasic basic{"admin", "the realm"};
///     awaitable<User> get_user(Depends<basic> credentials);  // credentials->username, ->password.reveal()
///
/// Without them, or with what can't be read: 401 with a challenge that names the realm.
template <std::size_t NameSize, std::size_t RealmSize>
struct HTTPBasic {
  /// Both.
  using Value = HTTPBasicCredentials;

  /// In the document.
  schema::FixedString<NameSize> name;
  /// In the challenge.
  schema::FixedString<RealmSize> realm;

  /// `scheme_realm`: without `"` and `\`, since it is sent between quotes.
  constexpr HTTPBasic(const char (&scheme_name)[NameSize], const char (&scheme_realm)[RealmSize])
      : name(scheme_name), realm(scheme_realm) {}

  /// Both; throws HttpError 401.
  [[nodiscard]] Value resolve(const http::Request& request) const;
  /// For the document.
  [[nodiscard]] SecuritySchemeInfo describe() const;
};

namespace detail {
/// The credentials after the Bearer scheme; throws HttpError 401 if the field is missing or of another
/// scheme.
std::string_view bearer_token(const http::Request& request);
/// Likewise, and an empty one is none.
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
