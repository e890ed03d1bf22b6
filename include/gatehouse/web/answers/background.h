#pragma once
// SPDX-License-Identifier: Apache-2.0
// Work that a handler schedules for after its answer, like FastAPI's BackgroundTasks.

#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/http/response.h"
#include "gatehouse/web/detail/source.h"

namespace gatehouse::web {

namespace detail {

template <class F, class Arguments>
awaitable<> run_task(F& function, Arguments& arguments) {
  using Result = decltype(std::apply(function, arguments));
  if constexpr (std::is_void_v<Result>) {
    std::apply(function, arguments);
  } else {
    auto running = std::apply(function, arguments);
    co_await std::move(running);
  }
  co_return;
}

}  // namespace detail

/// A parameter of handlers and dependencies. Added functions run after the answer has been sent, in the order
/// in which they were added and on the same thread. Copies of their arguments are kept; the request and the
/// values of dependencies no longer exist then. If an exception becomes the answer, the functions are
/// dropped. What a function throws is logged.
///
///     awaitable<> send_mail(std::string address);
///     Receipt order(Json<Order> order, Background tasks) {
///       tasks.add(send_mail, order->email);
///       return ...;
///     }
class Background {
 public:
  /// Called by the library.
  explicit Background(http::Response& response) noexcept : response_(&response) {}

  /// Schedules `function(arguments...)`, which must return void or awaitable<>. The function and its
  /// arguments must be copyable.
  template <class F, class... Arguments>
  void add(F function, Arguments... arguments) {
    static_assert(std::is_invocable_v<F&, Arguments&...>,
                  "gatehouse: what Background::add is given can't be called with these arguments");
    auto held = std::tuple<Arguments...>{std::move(arguments)...};
    response_->after.push_back([function = std::move(function), held = std::move(held)]() mutable {
      return detail::run_task(function, held);
    });
  }

 private:
  http::Response* response_;
};

namespace detail {

template <>
struct Source<Background> {
  using Argument = Background;
  template <class Slots>
  static std::optional<Argument> read(RequestContext& context, Slots&) {
    return std::optional<Argument>{std::in_place, context.response()};
  }
  static void describe(OperationInfo&) {}
};

}  // namespace detail
}  // namespace gatehouse::web
