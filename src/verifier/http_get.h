#pragma once
// SPDX-License-Identifier: Apache-2.0
// Sends a GET request with or without TLS, with limits on size and time.

#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "gatehouse/base/async.h"
#include "gatehouse/base/result.h"
#include "verifier/source_url.h"

namespace gatehouse::verifier {

/// Options of a request.
struct GetOptions {
  std::chrono::steady_clock::time_point deadline{};  ///< for the whole request
  std::size_t body_bytes = 0;                        ///< the maximum size of the body
  std::string etag{};                                ///< sent as If-None-Match unless it is empty
};

/// An answer with status 200, or with 304 if an `etag` was sent.
struct GetAnswer {
  unsigned status = 0;
  std::string etag;
  std::string cache_control;
  std::string age;
  std::string body;
};

/// Returns a context that verifies certificates with those of the system or of `ca_file`, with TLS 1.2 or
/// newer. Fails with one line of text that says why the certificates cannot be read.
[[nodiscard]] result<std::unique_ptr<boost::asio::ssl::context>, std::string> make_tls_context(
    const std::string& ca_file);

/// Sends a request on a new connection. Does not follow redirects, because only the operator may choose the
/// URL of the keys (CWE-918). Fails with one line of text that says what went wrong. `url` and `tls` must
/// stay valid until it returns.
[[nodiscard]] awaitable<result<GetAnswer, std::string>> http_get(const SourceUrl& url, GetOptions options,
                                                                 boost::asio::ssl::context& tls);

}  // namespace gatehouse::verifier
