#pragma once
// SPDX-License-Identifier: Apache-2.0
// Runs one request: its dependencies, its handler, the answer, and the closing of resources.

#include <exception>
#include <optional>
#include <utility>

#include "gatehouse/base/async.h"
#include "gatehouse/web/answers/http_error.h"
#include "gatehouse/web/detail/answering.h"
#include "gatehouse/web/detail/dependency_graph.h"
#include "gatehouse/web/detail/request_context.h"
#include "gatehouse/web/detail/resolve_dependencies.h"
#include "gatehouse/web/parameters/resource.h"

namespace gatehouse::web::detail {

void answer_error(http::Response& response, const HttpError& error);

template <class D>
using IsClosedAfterUse = std::bool_constant<ClosedAfterUse<typename DependencyTraits<D::value>::Value>>;

/// Closes a resource if it was created. If closing throws, `failure` is set to that exception.
template <class D, class Slots>
awaitable<> close_one(Slots& slots, std::exception_ptr& failure) {
  auto& slot = slots.template get<D>();
  if (!slot.is_own()) co_return;
  try {
    if constexpr (std::is_void_v<decltype(slot->close(failure))>) {
      slot->close(failure);
    } else {
      auto closing = slot->close(failure);
      co_await std::move(closing);
    }
  } catch (...) {
    failure = std::current_exception();
  }
}

/// Closes the resources in the list in order.
template <class Slots, class... D>
awaitable<> close_all(Slots& slots, std::exception_ptr& failure, mp::mp_list<D...>) {
  (co_await close_one<D>(slots, failure), ...);
}

/// Answers with an HttpError or InvalidInput. Rethrows any other exception.
void answer_exception(http::Response& response, const std::exception_ptr& failure);
/// Same as above for an operation, which rethrows all exceptions if an outer function answers them.
void answer_exception(const RequestContext& context, const std::exception_ptr& failure);

/// Answers with a part of a file, or without its content, if the request allows that. Does not
/// change other answers.
void settle_file(const http::Request& request, http::Response& response);

/// Fills the answer from the result of a handler.
template <class T>
void fill_answer(RequestContext& context, T& value) {
  Answering<T>::fill(context.response(), value);
  if constexpr (!Answering<T>::is_json) settle_file(context.request(), context.response());
}

/// Runs one request from its parameters to its answer.
template <auto Function, auto... Guards>
awaitable<> run_operation(Match match, unsigned status) {
  using Roots = RootsOf<Function, Guards...>;
  using Dependencies = DependenciesOf<Roots>;
  using Resources = mp::mp_reverse<mp::mp_filter<IsClosedAfterUse, Dependencies>>;
  constexpr bool has_resources = !mp::mp_empty<Resources>::value;
  RequestContext context{std::move(match)};
  Slots<Dependencies> slots;
  [[maybe_unused]] std::exception_ptr failure;
  try {
    // The body is read after the dependencies have accepted the request, unless a dependency needs it.
    using Loaded = mp::mp_filter<IsLoaded, AllParametersOf<Roots>>;
    constexpr bool is_loaded_last = mp::mp_any_of<ParametersOf<Function>, IsLoaded>::value;
    if constexpr (!mp::mp_empty<Loaded>::value && !is_loaded_last) {
      auto loading = context.load_form();
      co_await std::move(loading);
    }
    auto dependencies = start_from<Roots, 0>(context, slots);
    if (dependencies) co_await std::move(*dependencies);
    if constexpr (is_loaded_last) {
      auto loading = context.load_form();
      co_await std::move(loading);
    }
    using Wanted = Arguments<ParametersOf<Function>>;
    auto arguments = Wanted::template read<Root, sizeof...(Guards)>(context, slots);
    if (!Wanted::are_complete(arguments) || !context.problems.empty()) {
      if (has_resources || context.match().passes_refusals_on)
        throw InvalidInput{std::move(context.problems)};
      answer_problems(context.response(), context.problems);
      co_return;
    }
    context.release();
    context.response().status = status;
    if constexpr (is_async<Function>) {
      if constexpr (std::is_void_v<ReturnOf<Function>>) {
        auto running = call<Function>(arguments);
        co_await std::move(running);
      } else {
        std::optional<ReturnOf<Function>> value;
        auto running = begin(call<Function>(arguments), value);
        if (running) {
          auto awaited = co_await std::move(*running);
          value.emplace(std::move(awaited));
        }
        fill_answer(context, *value);
      }
    } else if constexpr (std::is_void_v<ReturnOf<Function>>) {
      call<Function>(arguments);
    } else {
      auto value = call<Function>(arguments);
      fill_answer(context, value);
    }
  } catch (const HttpError& error) {
    if constexpr (has_resources) {
      failure = std::current_exception();
    } else {
      if (context.match().passes_refusals_on) throw;
      answer_error(context.response(), error);
    }
  } catch (const InvalidInput& error) {
    if constexpr (has_resources) {
      failure = std::current_exception();
    } else {
      if (context.match().passes_refusals_on) throw;
      answer_problems(context.response(), error.problems());
    }
  } catch (...) {
    if constexpr (!has_resources) throw;
    failure = std::current_exception();
  }
  if constexpr (has_resources) {
    auto closing = close_all(slots, failure, Resources{});
    co_await std::move(closing);
    if (failure) answer_exception(context, failure);
  }
}

}  // namespace gatehouse::web::detail
