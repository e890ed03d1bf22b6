#pragma once
// SPDX-License-Identifier: Apache-2.0
// A security scheme that a request may do without.

#include <optional>

#include "gatehouse/http/request.h"
#include "gatehouse/web/answers/http_error.h"
#include "gatehouse/web/security/security.h"

namespace gatehouse::web {

/// The scheme's value, or none where the scheme itself would answer 401: for endpoints that know their caller
/// if he says who he is, and for handlers that accept one of several schemes (FastAPI's `auto_error=False`).
///
///     inline constexpr web::Optional maybe_bearer{bearer};
///     Page get_page(Depends<maybe_bearer> token) { if (*token) ... }
template <SecurityScheme Scheme>
struct Optional {
  /// The scheme's, or nothing.
  using Value = std::optional<typename Scheme::Value>;

  /// Which may be missing.
  Scheme scheme;

  /// Around a scheme.
  constexpr explicit Optional(const Scheme& inner) : scheme(inner) {}

  /// Nothing where the scheme would have refused with 401.
  [[nodiscard]] Value resolve(const http::Request& request) const {
    try {
      return scheme.resolve(request);
    } catch (const HttpError& error) {
      if (error.status() != 401) throw;
      return std::nullopt;
    }
  }
  /// For the document.
  [[nodiscard]] SecuritySchemeInfo describe() const {
    auto described = scheme.describe();
    described.is_optional = true;
    return described;
  }
};

}  // namespace gatehouse::web
