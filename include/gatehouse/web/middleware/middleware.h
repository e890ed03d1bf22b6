#pragma once
// SPDX-License-Identifier: Apache-2.0
// Functions around every request of an app: `app.use(...)`.

#include <cstddef>
#include <functional>

#include "gatehouse/base/async.h"
#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"

namespace gatehouse::web {

namespace detail {
class Pipeline;
}

/// The rest of a request's way: what was added before this middleware, and the operation. Call it once, or
/// not at all.
class Next {
 public:
  /// The library makes it.
  Next(const detail::Pipeline& pipeline, std::size_t number, const http::Request& request,
       http::Response& response) noexcept
      : pipeline_(&pipeline), number_(number), request_(&request), response_(&response) {}

  /// Has the answer made. Refusals (HttpError, InvalidInput) and what `on_exception` takes are answers by
  /// then; all other exceptions come through, and the server's 500 follows.
  [[nodiscard]] awaitable<> operator()() const;

 private:
  const detail::Pipeline* pipeline_;
  std::size_t number_;
  const http::Request* request_;
  http::Response* response_;
};

/// A coroutine around each request, the documentation's and those without an endpoint too; called on all
/// threads.
///
///     awaitable<> name_version(const Request&, Response& response, Next next) {
///       co_await next();
///       response.set("X-Version", "1.2");
///     }
using Middleware = std::function<awaitable<>(const http::Request&, http::Response&, Next)>;

}  // namespace gatehouse::web
