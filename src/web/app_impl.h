#pragma once
// SPDX-License-Identifier: Apache-2.0
// The parts of an App, and the search for the operation of a request.

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/web/app.h"
#include "web/middleware/pipeline.h"
#include "web/openapi/documentation.h"
#include "web/router.h"

namespace gatehouse::web {

class App::Impl final : public detail::Innermost {
 public:
  explicit Impl(ApiInfo info) : api(std::move(info)) {}

  result<void, std::string> start();

  void plan_body(const http::Request& request, http::BodyPlan& plan) const;

  /// Returns whether plan_body() has decided to refuse the body.
  [[nodiscard]] bool is_body_refused(const http::Request& request) const;

  void plan_operation(const http::Request& request, http::BodyPlan& plan) const;

  [[nodiscard]] std::string find_missing_state(const detail::Route& route) const;

  /// Returns the root path that a trusted proxy reports or, without one, that of the application,
  /// as in FastAPI.
  [[nodiscard]] std::string_view root_path_of(const http::Request& request) const noexcept;

  // Redirects a path with a missing or extra slash at its end to the existing path, as Starlette does.
  void answer_no_endpoint(const http::Request& request, http::Response& response) const;

  /// Returns the route whose middleware runs when a path does not have the method of a request: for a CORS
  /// preflight request (Fetch 4.8.1) that of the method it asks about, otherwise the first of the path. Null:
  /// of the documentation.
  [[nodiscard]] const detail::Route* find_refusing_route(const detail::Router::Endpoint& endpoint,
                                                         const http::Request& request) const;

  /// Answers with the error, or throws it if something around the operations may answer it.
  awaitable<> refuse(const HttpError& error, http::Response& response) const;

  awaitable<> answer(const http::Request& request, http::Response& response) const override;

  /// Answers a request as `App::handle` does, and tells the observer.
  awaitable<> answer_observed(const http::Request& request, http::Response& response) const;

  /// Returns the names of all routes, by the numbers that the router has.
  [[nodiscard]] std::vector<RouteName> route_names() const;

  ApiInfo api;
  detail::Shared shared;
  std::vector<detail::Route> routes;
  std::vector<detail::Guarding> guardings;
  detail::Pipeline pipeline{*this};
  std::vector<Hook> start_hooks;
  std::vector<Hook> stop_hooks;
  std::shared_ptr<AnswerObserver> observer;
  // Whether the app has neither middleware nor exception handlers. Guards and middleware of routers are
  // of routes (Route::is_plain).
  bool is_bare = true;
  std::uint64_t max_body = std::numeric_limits<std::uint64_t>::max();
  // Whether any operation has its own limit for bodies or streams its body.
  bool has_plans = false;
  // The limit of bodies that the server has set.
  mutable std::atomic<std::uint64_t> server_limit{std::numeric_limits<std::uint64_t>::max()};
  detail::Router router;
  std::unique_ptr<detail::Documentation> documentation;  // null before start()
};

}  // namespace gatehouse::web
