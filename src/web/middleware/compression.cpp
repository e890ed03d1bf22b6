// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/middleware/compression.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "gatehouse/http/body_source.h"
#include "web/middleware/gzip.h"

namespace gatehouse::web {
namespace {

constexpr unsigned partial_content = 206;  // its ranges refer to the uncompressed body

/// Compresses a body while it is sent. Each piece can be decompressed as soon as it arrives.
class CompressedSource final : public http::BodySource {
 public:
  CompressedSource(std::unique_ptr<http::BodySource> plain, int level)
      : plain_(std::move(plain)), stream_(level) {}

  awaitable<std::string_view> next() override {
    if (is_done_) co_return std::string_view{};
    auto pulling = plain_->next();
    const auto piece = co_await std::move(pulling);
    is_done_ = piece.empty();
    co_return stream_.add(piece, is_done_);
  }

 private:
  std::unique_ptr<http::BodySource> plain_;
  detail::GzipStream stream_;
  bool is_done_ = false;
};

/// Returns whether a body is large enough and not encoded yet. A stream of unknown length counts
/// as large enough.
bool is_worth_it(const CompressionOptions& options, const http::Response& response) {
  if (response.status == partial_content || response.find("Content-Encoding")) return false;
  if (response.source) return response.source->size().value_or(options.smallest) >= options.smallest;
  return std::max(response.body.size(), response.static_body.size()) >= options.smallest;
}

void compress(const CompressionOptions& options, const http::Request& request, http::Response& response) {
  if (!is_worth_it(options, response)) return;
  response.vary("Accept-Encoding");
  if (!detail::accepts_gzip(request)) return;
  if (response.source) {
    response.source = std::make_unique<CompressedSource>(std::move(response.source), options.level);
  } else {
    const std::string_view plain = response.static_body.empty() ? response.body : response.static_body;
    std::string smaller{detail::GzipStream{options.level}.add(plain, true)};
    if (smaller.size() >= plain.size()) return;
    response.body = std::move(smaller);
    response.static_body = {};
  }
  response.set("Content-Encoding", "gzip");
  response.remove("Accept-Ranges");  // byte ranges refer to the uncompressed body
  // A strong validator would promise identical bytes (RFC 9110 8.8.3).
  if (const auto etag = response.find("ETag"); etag && !etag->starts_with("W/")) {
    response.replace("ETag", "W/" + std::string{*etag});
  }
}

awaitable<> run(CompressionOptions options, const http::Request& request, http::Response& response,
                Next next) {
  auto rest = next();
  co_await std::move(rest);
  compress(options, request, response);
}

}  // namespace

Middleware compression(const CompressionOptions& options) {
  return [options](const http::Request& request, http::Response& response, Next next) {
    return run(options, request, response, next);
  };
}

}  // namespace gatehouse::web
