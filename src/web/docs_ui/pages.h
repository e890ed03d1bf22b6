#pragma once
// SPDX-License-Identifier: Apache-2.0
// The HTML of the docs pages and their content security policies.

#include <string>
#include <string_view>

namespace gatehouse::web::detail {

/// Returns the page of /docs: Swagger UI for the document at `openapi_url` (relative to the page:
/// "openapi.json"). All URLs in the page are relative, so it works below any prefix. Its files are
/// those of `assets()`.
[[nodiscard]] std::string docs_page(std::string_view title, std::string_view openapi_url);

/// Returns the page of /redoc: Redoc for the document at `openapi_url`.
[[nodiscard]] std::string redoc_page(std::string_view title, std::string_view openapi_url);

/// Returns the page of /docs/oauth2-redirect, to which an authorization server redirects the popup of Swagger
/// UI. It calls the window that opened it; a Cross-Origin-Opener-Policy on it or on /docs would prevent this.
[[nodiscard]] std::string_view oauth2_redirect_page() noexcept;

// The Content-Security-Policy of each page. It allows only what the page needs in Chromium: no
// inline scripts, no eval, no other origins. Markup in a title or a description therefore cannot
// run scripts (CWE-79).

/// For /docs. The style sheet of Swagger UI contains its icons as data: images.
inline constexpr std::string_view docs_csp =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// For /redoc. Redoc creates its style sheet at run time, and its search index in a worker made from a blob.
inline constexpr std::string_view redoc_csp =
    "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// For /docs/oauth2-redirect.
inline constexpr std::string_view oauth2_redirect_csp =
    "default-src 'none'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

}  // namespace gatehouse::web::detail
