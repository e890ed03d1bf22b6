#pragma once
// SPDX-License-Identifier: Apache-2.0
// The pages that come with every app: the OpenAPI document, Swagger UI, Redoc, and their files.

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
  /// Makes the document's text for a root path.
  using MakeDocument = std::function<std::string(std::string_view root_path)>;

  /// What trusted proxies may publish the app below at once without its document being made for each request.
  static constexpr std::size_t max_kept = 16;

  /// Makes the document of the app's own root path.
  Documentation(const ApiInfo& api, MakeDocument make_document);

  /// The paths it serves, by GET.
  [[nodiscard]] const std::vector<std::string>& paths() const noexcept { return paths_; }

  /// Answers for the path of that index. The document depends on `response.root_path`.
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
  /// The document for another root path than the app's own.
  void answer_document(const http::Request& request, http::Response& response) const;

  const std::string root_path_;
  const MakeDocument make_document_;
  std::vector<std::string> paths_;
  std::vector<Page> pages_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::string, std::less<>> documents_;  // by root path; kept as long as this
};

}  // namespace gatehouse::web::detail
