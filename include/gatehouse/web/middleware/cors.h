#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which other sites' scripts may call this one (the Fetch standard's CORS protocol), as Starlette's
// CORSMiddleware has it.

#include <string>
#include <vector>

#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web {

/// What other origins may do. Nothing, as it stands.
struct CorsOptions {
  std::vector<std::string> origins{};  ///< "https://app.example.com", compared as text; "*": all
  std::string origin_pattern{};  ///< and those that match this whole (RE2): R"(https://.*\.example\.com)"
  std::vector<std::string> methods{"GET"};     ///< "*": DELETE, GET, HEAD, OPTIONS, PATCH, POST and PUT
  std::vector<std::string> request_fields{};   ///< beside those always allowed; "*": any
  std::vector<std::string> response_fields{};  ///< that scripts may see, beside those they always do
  /// Whether browsers send cookies and the like along. Then the answer names the origin, even where all are
  /// allowed.
  bool credentials = false;
  unsigned max_age = 600;  ///< seconds for which a browser keeps what a preflight said
};

/// Answers preflights, without asking the operations, and adds what lets scripts read other answers. A
/// request without `Origin` goes by. Throws std::invalid_argument if the pattern is none.
///
///     app.use(web::cors({.origins = {"https://app.example.com"}, .credentials = true}));
[[nodiscard]] Middleware cors(const CorsOptions& options);

}  // namespace gatehouse::web
