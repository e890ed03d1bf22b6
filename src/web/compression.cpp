// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/compression.h"

#include <string>
#include <string_view>
#include <utility>

#include "web/gzip.h"

namespace gatehouse::web {
namespace {

constexpr std::size_t most_at_once = 1ULL << 31;  // zlib counts in 32 bits
constexpr unsigned partial_content = 206;         // its bytes are those of the plain body

void compress(CompressionOptions options, const http::Request& request, http::Response& response) {
  const std::string_view plain = response.static_body.empty() ? response.body : response.static_body;
  if (plain.size() < options.smallest || plain.size() >= most_at_once || response.status == partial_content ||
      response.find("Content-Encoding")) {
    return;
  }
  response.vary("Accept-Encoding");
  if (!detail::accepts_gzip(request)) return;
  auto smaller = detail::gzip(plain, options.level);
  if (smaller.size() >= plain.size()) return;
  response.body = std::move(smaller);
  response.static_body = {};
  response.set("Content-Encoding", "gzip");
  // A strong tag would promise the same bytes (RFC 9110 8.8.3).
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
