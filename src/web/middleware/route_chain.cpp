// SPDX-License-Identifier: Apache-2.0
#include "web/middleware/route_chain.h"

#include <cstddef>
#include <exception>
#include <utility>

#include "gatehouse/web/detail/surround.h"

namespace gatehouse::web::detail {
namespace {

/// The middleware of a route around one request.
class RouteChain final : public Chain, public Innermost {
 public:
  RouteChain(const Pipeline& pipeline, Match match, const Route& route, std::optional<HttpError> refusal)
      : pipeline_(pipeline), match_(std::move(match)), route_(route), refusal_(std::move(refusal)) {}

  awaitable<> run_inside(std::size_t number, const http::Request& request,
                         http::Response& response) const override {
    if (number == 0) return pipeline_.answer(*this, request, response);
    return (*route_.middleware[number - 1])(request, response, Next{*this, number - 1, request, response});
  }

  awaitable<> answer(const http::Request&, http::Response&) const override {
    if (refusal_) throw HttpError{*refusal_};
    return run_route(std::move(match_), route_);
  }

 private:
  const Pipeline& pipeline_;
  mutable Match match_;  // moved into the operation, which runs once
  const Route& route_;
  std::optional<HttpError> refusal_;
};

}  // namespace

awaitable<> run_in_middleware(const Pipeline& pipeline, Match match, const Route& route,
                              std::optional<HttpError> refusal) {
  match.passes_refusals_on = true;
  const auto& request = *match.request;
  auto& response = *match.response;
  const RouteChain chain{pipeline, std::move(match), route, std::move(refusal)};
  std::exception_ptr failure;
  try {
    auto running = chain.run_inside(route.middleware.size(), request, response);
    co_await std::move(running);
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  if (!pipeline.empty()) std::rethrow_exception(failure);
  answer_exception(response, failure);
}

}  // namespace gatehouse::web::detail
