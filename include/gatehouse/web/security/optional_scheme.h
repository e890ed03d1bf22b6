#pragma once
// SPDX-License-Identifier: Apache-2.0
// Makes a security scheme optional.

#include <optional>

#include "gatehouse/http/request.h"
#include "gatehouse/web/answers/http_error.h"
#include "gatehouse/web/security/security.h"

namespace gatehouse::web {

/// The value of the scheme, or nothing if the scheme would answer with 401. For operations that work with and
/// without a login, and for handlers that accept one of several schemes (FastAPI's `auto_error=False`).
///
///     inline constexpr web::Optional maybe_bearer{bearer};
///     Page get_page(Depends<maybe_bearer> token) { if (*token) ... }
template <SecurityScheme Scheme>
struct Optional {
  /// The value of the scheme, or nothing.
  using Value = std::optional<typename Scheme::Value>;

  /// The scheme that becomes optional.
  Scheme scheme;

  /// Takes the scheme that becomes optional.
  constexpr explicit Optional(const Scheme& inner) : scheme(inner) {}

  /// Returns nothing if the scheme fails with 401.
  [[nodiscard]] Value resolve(const http::Request& request) const {
    try {
      return scheme.resolve(request);
    } catch (const HttpError& error) {
      if (error.status() != 401) throw;
      return std::nullopt;
    }
  }
  /// Describes the scheme for the document.
  [[nodiscard]] SecuritySchemeInfo describe() const {
    auto described = scheme.describe();
    described.is_optional = true;
    return described;
  }
};

}  // namespace gatehouse::web
