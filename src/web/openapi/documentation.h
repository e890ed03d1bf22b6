#pragma once
// SPDX-License-Identifier: Apache-2.0
// Serves the pages that every app has: the OpenAPI document, Swagger UI, Redoc and their files.

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"
#include "gatehouse/web/operation.h"

namespace gatehouse::web::detail {

/// The documentation of one app. Thread-safe.
class Documentation {
 public:
  /// Makes the text of the document for a root path.
  using MakeDocument = std::function<std::string(std::string_view root_path)>;

  /// The number of root paths, besides the app's own, whose documents are kept instead of being made for each
  /// request. Trusted proxies determine these paths.
  static constexpr std::size_t max_kept = 16;

  /// Makes the document for the root path of the app.
  Documentation(const ApiInfo& api, MakeDocument make_document);

  /// Returns the paths that it serves with GET.
  [[nodiscard]] const std::vector<std::string>& paths() const noexcept { return paths_; }

  /// Answers a request for the path with this index. The document depends on `response.root_path`.
  void answer(std::size_t index, const http::Request& request, http::Response& response) const;

  [[nodiscard]] const std::string& openapi() const noexcept { return pages_.front().body; }

 private:
  struct Page {
    std::string_view content_type;
    std::string body;         // uncompressed
    std::string_view gzip{};  // set instead of `body` for an embedded file
    std::string etag{};
    std::string_view policy{};  // Content-Security-Policy
    std::size_t asset = 0;      // index of the embedded file
  };
  void add(std::string path, Page page);
  /// Answers with the document for a root path other than that of the app.
  void answer_document(const http::Request& request, http::Response& response) const;

  const std::string root_path_;
  const MakeDocument make_document_;
  std::vector<std::string> paths_;
  std::vector<Page> pages_;
  mutable std::mutex mutex_;
  // Keyed by root path. Entries are never removed.
  mutable std::map<std::string, std::string, std::less<>> documents_;
};

}  // namespace gatehouse::web::detail
