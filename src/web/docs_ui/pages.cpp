// SPDX-License-Identifier: Apache-2.0
#include "web/docs_ui/pages.h"

namespace gatehouse::web::detail {
namespace {

// The title is chosen by the author of the application, and may come from its configuration (CWE-79).
std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string page_head(std::string_view title, std::string_view program) {
  std::string out{R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" type="image/svg+xml" href="docs/favicon.svg">
<title>)"};
  out += escape_html(title);
  out += " - ";
  out += program;
  out += "</title>\n";
  return out;
}

}  // namespace

std::string docs_page(std::string_view title, std::string_view openapi_url) {
  const auto document = escape_html(openapi_url);
  auto out = page_head(title, "Swagger UI");
  out += R"(<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/index.css">
</head>
<body>
<div id="swagger-ui" data-oauth2-redirect-url="docs/oauth2-redirect" data-openapi-url=")";
  out += document;
  out += R"("></div>
<noscript>This page needs JavaScript. The document that it shows: <a href=")";
  out += document;
  out += R"(">OpenAPI</a></noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/swagger-init.js"></script>
</body>
</html>
)";
  return out;
}

std::string redoc_page(std::string_view title, std::string_view openapi_url) {
  auto out = page_head(title, "ReDoc");
  out += R"(</head>
<body style="margin: 0">
<div id="redoc" data-openapi-url=")";
  const auto document = escape_html(openapi_url);
  out += document;
  out += R"("></div>
<noscript>This page needs JavaScript. The document that it shows: <a href=")";
  out += document;
  out += R"(">OpenAPI</a></noscript>
<script src="redoc/redoc.standalone.js"></script>
<script src="redoc/redoc-init.js"></script>
</body>
</html>
)";
  return out;
}

std::string_view oauth2_redirect_page() noexcept {
  return R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<link rel="icon" type="image/svg+xml" href="favicon.svg">
<title>Swagger UI: OAuth2 redirect</title>
</head>
<body>
<script src="oauth2-redirect.js"></script>
</body>
</html>
)";
}

}  // namespace gatehouse::web::detail
