// SPDX-License-Identifier: Apache-2.0
#include "web/openapi/documentation.h"

#include <functional>

#include "gatehouse/web/answers/conditional.h"
#include "web/docs_ui/assets.h"
#include "web/docs_ui/pages.h"
#include "web/middleware/gzip.h"

namespace gatehouse::web::detail {
namespace {

constexpr std::string_view html_type = "text/html; charset=utf-8";
constexpr std::string_view json_type = "application/json";
constexpr std::size_t document_index = 0;
// Caches must revalidate each time and get 304 if nothing has changed, so that an upgrade takes
// effect at once.
constexpr const char* revalidate = "no-cache";

std::string etag_of(std::string_view content) {
  return "W/\"" + std::to_string(std::hash<std::string_view>{}(content)) + '"';
}

}  // namespace

Documentation::Documentation(const ApiInfo& api, MakeDocument make_document)
    : root_path_(api.root_path), make_document_(std::move(make_document)) {
  auto openapi = make_document_(root_path_);
  const auto etag = etag_of(openapi);
  add(api.openapi_path, {.content_type = json_type, .body = std::move(openapi), .etag = etag});
  if (!api.has_docs_pages) return;
  const auto document = std::string_view{api.openapi_path}.substr(1);  // relative to both pages
  add("/docs", {.content_type = html_type, .body = docs_page(api.title, document), .policy = docs_csp});
  add("/docs/oauth2-redirect", {.content_type = html_type,
                                .body = std::string{oauth2_redirect_page()},
                                .policy = oauth2_redirect_csp});
  add("/redoc", {.content_type = html_type, .body = redoc_page(api.title, document), .policy = redoc_csp});
  for (std::size_t i = 0; i < assets().size(); ++i) {
    const auto& asset = assets()[i];
    add(std::string{asset.path}, {.content_type = asset.content_type,
                                  .body = {},
                                  .gzip = asset.gzip,
                                  .etag = std::string{asset.etag},
                                  .asset = i});
  }
}

void Documentation::add(std::string path, Page page) {
  if (page.etag.empty()) page.etag = etag_of(page.body);
  paths_.push_back(std::move(path));
  pages_.push_back(std::move(page));
}

void Documentation::answer_document(const http::Request& request, http::Response& response) const {
  std::string made;
  const std::string* kept = nullptr;
  {
    const std::lock_guard lock{mutex_};
    auto found = documents_.find(response.root_path);
    if (found == documents_.end()) {
      auto document = make_document_(response.root_path);
      if (documents_.size() < max_kept) {
        found = documents_.emplace(response.root_path, std::move(document)).first;
      } else {
        made = std::move(document);
      }
    }
    // Entries are never erased, so the pointer stays valid.
    if (found != documents_.end()) kept = &found->second;
  }
  const auto etag = etag_of(kept != nullptr ? *kept : made);
  response.set("ETag", etag);
  response.set("Cache-Control", revalidate);
  response.vary("X-Forwarded-Prefix");
  if (has_current(request, etag)) {
    response.status = 304;
    return;
  }
  response.content_type = json_type;
  if (kept != nullptr) {
    response.static_body = *kept;
  } else {
    response.body = std::move(made);
  }
}

void Documentation::answer(std::size_t index, const http::Request& request, http::Response& response) const {
  const auto& page = pages_[index];
  if (index == document_index && response.root_path != root_path_) return answer_document(request, response);
  response.set("ETag", page.etag);
  response.set("Cache-Control", revalidate);
  if (has_current(request, page.etag)) {
    response.status = 304;
    return;
  }
  response.content_type = page.content_type;
  if (!page.policy.empty()) response.set("Content-Security-Policy", std::string{page.policy});
  if (page.gzip.empty()) {
    response.static_body = page.body;
    return;
  }
  response.set("Vary", "Accept-Encoding");
  if (accepts_gzip(request)) {
    response.set("Content-Encoding", "gzip");
    response.static_body = page.gzip;
  } else {
    response.static_body = plain_content(page.asset);
  }
}

}  // namespace gatehouse::web::detail
