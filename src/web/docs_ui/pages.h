#pragma once
// SPDX-License-Identifier: Apache-2.0
// The HTML of the docs pages, and what their browsers are allowed to load.

#include <string>
#include <string_view>

namespace gatehouse::web::detail {

/// The page of /docs: Swagger UI on the document at `openapi_url` (relative to the page: "openapi.json").
/// All addresses in it are relative, so it works below any prefix; its files are those of `assets()`.
[[nodiscard]] std::string docs_page(std::string_view title, std::string_view openapi_url);

/// The page of /redoc: Redoc on the document at `openapi_url`.
[[nodiscard]] std::string redoc_page(std::string_view title, std::string_view openapi_url);

/// The page of /docs/oauth2-redirect, to which an authorization server sends Swagger UI's popup back.
/// It talks to its opener: a Cross-Origin-Opener-Policy on it or on /docs would cut that.
[[nodiscard]] std::string_view oauth2_redirect_page() noexcept;

// Content-Security-Policy of each page: what it was seen to need in Chromium, and nothing else. No inline
// script, no eval, no other origin: markup smuggled into a title or a description runs nothing (CWE-79).

/// Of /docs: Swagger UI's style sheet holds its icons as data: images.
inline constexpr std::string_view docs_csp =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Of /redoc: Redoc makes its style sheet at run time, and its search index in a worker made from a blob.
inline constexpr std::string_view redoc_csp =
    "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Of /docs/oauth2-redirect.
inline constexpr std::string_view oauth2_redirect_csp =
    "default-src 'none'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

}  // namespace gatehouse::web::detail
