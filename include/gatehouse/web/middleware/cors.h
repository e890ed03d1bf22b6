#pragma once
// SPDX-License-Identifier: Apache-2.0
// Allows scripts of other origins to call this service (CORS), like Starlette's CORSMiddleware.

#include <string>
#include <vector>

#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web {

/// What other origins may do. By default nothing.
struct CorsOptions {
  /// The allowed origins, such as "https://app.example.com", compared as text. "*" allows all origins.
  std::vector<std::string> origins{};
  /// Also allows origins that match this expression as a whole (RE2): R"(https://.*\.example\.com)".
  std::string origin_pattern{};
  /// The allowed methods. "*" allows DELETE, GET, HEAD, OPTIONS, PATCH, POST and PUT.
  std::vector<std::string> methods{"GET"};
  std::vector<std::string> request_fields{};  ///< allowed in addition to the fields that always are; "*": all
  /// The fields that scripts may read in addition to those that they always may.
  std::vector<std::string> response_fields{};
  /// Whether browsers send credentials such as cookies. The answer then names the origin, even if
  /// all are allowed.
  bool credentials = false;
  unsigned max_age = 600;  ///< in seconds: how long a browser may cache the answer to a preflight request
};

/// Answers preflight requests without calling the operations, and adds the header fields that let scripts
/// read other answers. Does not change requests without `Origin`. Throws std::invalid_argument if the
/// pattern is invalid.
///
///     app.use(web::cors({.origins = {"https://app.example.com"}, .credentials = true}));
[[nodiscard]] Middleware cors(const CorsOptions& options);

}  // namespace gatehouse::web
