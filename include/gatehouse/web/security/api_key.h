#pragma once
// SPDX-License-Identifier: Apache-2.0
// API keys in a header field, in the query or in a cookie (OpenAPI 3.1, 4.8.27: apiKey).

#include <cstddef>
#include <string>
#include <string_view>

#include "gatehouse/http/request.h"
#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/web/operation.h"

namespace gatehouse::web {

namespace detail {
/// Where the key is.
enum class KeyPlace { header, query, cookie };
/// Returns the decoded key. Throws HttpError 401 if there is none or if it is empty.
std::string find_key(const http::Request& request, KeyPlace place, std::string_view parameter);
SecuritySchemeInfo describe_key(std::string_view name, KeyPlace place, std::string_view parameter);

/// The common part of the three schemes below.
template <KeyPlace Place, std::size_t ParameterSize, std::size_t NameSize>
struct ApiKey {
  using Value = std::string;

  schema::FixedString<ParameterSize> parameter;
  schema::FixedString<NameSize> name;

  /// `parameter_name` is the name of the field, query parameter or cookie. `scheme_name` is the name
  /// in the document.
  constexpr ApiKey(const char (&parameter_name)[ParameterSize], const char (&scheme_name)[NameSize])
      : parameter(parameter_name), name(scheme_name) {}

  [[nodiscard]] Value resolve(const http::Request& request) const {
    return find_key(request, Place, parameter.view());
  }
  [[nodiscard]] SecuritySchemeInfo describe() const {
    return describe_key(name.view(), Place, parameter.view());
  }
};
}  // namespace detail

/// A key in a header field.
///
///     inline constexpr web::APIKeyHeader key{"X-API-Key", "service key"};
///
/// Its value is the key as it was sent. Fails with 401 "Not authenticated" if there is none. The dependency
/// must check the key, in constant time (`equal_in_constant_time`, CWE-208).
template <std::size_t ParameterSize, std::size_t NameSize>
struct APIKeyHeader : detail::ApiKey<detail::KeyPlace::header, ParameterSize, NameSize> {
  using detail::ApiKey<detail::KeyPlace::header, ParameterSize, NameSize>::ApiKey;
};
template <std::size_t P, std::size_t N>
APIKeyHeader(const char (&)[P], const char (&)[N]) -> APIKeyHeader<P, N>;

/// A key in the query. Prefer a header field, because proxies and servers write the query to their logs.
template <std::size_t ParameterSize, std::size_t NameSize>
struct APIKeyQuery : detail::ApiKey<detail::KeyPlace::query, ParameterSize, NameSize> {
  using detail::ApiKey<detail::KeyPlace::query, ParameterSize, NameSize>::ApiKey;
};
template <std::size_t P, std::size_t N>
APIKeyQuery(const char (&)[P], const char (&)[N]) -> APIKeyQuery<P, N>;

/// A key in a cookie. Browsers send it even with requests that other sites cause (CWE-352).
template <std::size_t ParameterSize, std::size_t NameSize>
struct APIKeyCookie : detail::ApiKey<detail::KeyPlace::cookie, ParameterSize, NameSize> {
  using detail::ApiKey<detail::KeyPlace::cookie, ParameterSize, NameSize>::ApiKey;
};
template <std::size_t P, std::size_t N>
APIKeyCookie(const char (&)[P], const char (&)[N]) -> APIKeyCookie<P, N>;

}  // namespace gatehouse::web
