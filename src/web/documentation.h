#pragma once
// SPDX-License-Identifier: Apache-2.0
// The pages that come with every app: the OpenAPI document, Swagger UI, Redoc, and their files.

#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"
#include "gatehouse/web/operation.h"

namespace gatehouse::web::detail {

/// The documentation of one app, made once. Thread-safe.
class Documentation {
 public:
  /// `openapi` is the document's text.
  Documentation(const ApiInfo& api, std::string openapi);

  /// The paths it serves, by GET.
  [[nodiscard]] const std::vector<std::string>& paths() const noexcept { return paths_; }

  /// Answers for the path of that index.
  void answer(std::size_t index, const http::Request& request, http::Response& response) const;

  [[nodiscard]] const std::string& openapi() const noexcept { return pages_.front().body; }

 private:
  struct Page {
    std::string_view content_type;
    std::string body;         // in plain
    std::string_view gzip{};  // of an embedded file, instead of a body
    std::string etag{};
    std::string_view policy{};  // Content-Security-Policy
    std::size_t asset = 0;      // of an embedded file
  };
  void add(std::string path, Page page);

  std::vector<std::string> paths_;
  std::vector<Page> pages_;
};

}  // namespace gatehouse::web::detail
