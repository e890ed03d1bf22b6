#pragma once
// SPDX-License-Identifier: Apache-2.0
// Functions that run around the requests of an app or of a router.

#include <cstddef>
#include <functional>

#include "gatehouse/base/async.h"
#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"

namespace gatehouse::web {

namespace detail {
class Chain;
}

/// Calls the rest of the chain: the middleware added before this one, and the operation. Call it once or
/// not at all.
class Next {
 public:
  /// Called by the library.
  Next(const detail::Chain& chain, std::size_t number, const http::Request& request,
       http::Response& response) noexcept
      : chain_(&chain), number_(number), request_(&request), response_(&response) {}

  /// Produces the answer. Exceptions that the app answers (HttpError, InvalidInput and those with an
  /// `on_exception` handler) are answers already; all others pass through, and the server answers
  /// them with 500.
  [[nodiscard]] awaitable<> operator()() const;

 private:
  const detail::Chain* chain_;
  std::size_t number_;
  const http::Request* request_;
  http::Response* response_;
};

/// A coroutine that runs around each request of an app, including those for the documentation and for unknown
/// paths, or around each request of a router (`Router::use`). Called on all workers.
///
///     awaitable<> name_version(const Request&, Response& response, Next next) {
///       co_await next();
///       response.set("X-Version", "1.2");
///     }
using Middleware = std::function<awaitable<>(const http::Request&, http::Response&, Next)>;

}  // namespace gatehouse::web
