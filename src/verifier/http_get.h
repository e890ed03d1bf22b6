#pragma once
// SPDX-License-Identifier: Apache-2.0
// The one request that the layer makes: a GET, over TLS or not, with limits on size and time.

#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "gatehouse/base/async.h"
#include "gatehouse/base/result.h"
#include "verifier/source_url.h"

namespace gatehouse::verifier {

/// How to ask.
struct GetOptions {
  std::chrono::steady_clock::time_point deadline{};  ///< for all of it
  std::size_t body_bytes = 0;                        ///< the most
  std::string etag{};                                ///< for If-None-Match; empty: asked without
};

/// An answer with status 200, or 304 if an `etag` was sent.
struct GetAnswer {
  unsigned status = 0;
  std::string etag;
  std::string cache_control;
  std::string age;
  std::string body;
};

/// A context that checks certificates, by those of the system or of `ca_file`. TLS 1.2 and newer. The error
/// says in one line why the file will not do.
[[nodiscard]] result<std::unique_ptr<boost::asio::ssl::context>, std::string> make_tls_context(
    const std::string& ca_file);

/// Asks on a connection of its own. Follows no redirect: a URL of keys is chosen by whoever runs the service
/// (CWE-918). The error says in one line what went wrong. `url` and `tls` must stay until then.
[[nodiscard]] awaitable<result<GetAnswer, std::string>> http_get(const SourceUrl& url, GetOptions options,
                                                                 boost::asio::ssl::context& tls);

}  // namespace gatehouse::verifier
