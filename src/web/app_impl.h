#pragma once
// SPDX-License-Identifier: Apache-2.0
// What an App consists of, and how a request finds its operation.

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

  /// Whether a body has been planned as one to refuse.
  [[nodiscard]] bool is_body_refused(const http::Request& request) const;

  void plan_operation(const http::Request& request, http::BodyPlan& plan) const;

  [[nodiscard]] std::string find_missing_state(const detail::Route& route) const;

  /// What a proxy says comes before what the application says of itself, as with FastAPI.
  [[nodiscard]] std::string_view root_path_of(const http::Request& request) const noexcept;

  // A path with a slash too many or too few at its end is sent to the one that exists, as Starlette does.
  void answer_no_endpoint(const http::Request& request, http::Response& response) const;

  awaitable<> answer(const http::Request& request, http::Response& response) const override;

  ApiInfo api;
  detail::Shared shared;
  std::vector<detail::Route> routes;
  std::vector<detail::Guarding> guardings;
  detail::Pipeline pipeline{*this};
  std::vector<Hook> start_hooks;
  std::vector<Hook> stop_hooks;
  bool is_plain =
      true;  // whether nothing is around operations: no middleware, no handlers, no guards of others
  std::uint64_t max_body = std::numeric_limits<std::uint64_t>::max();
  bool has_plans =
      false;  // whether any operation takes its body otherwise than whole, up to the server's limit
  mutable std::atomic<std::uint64_t> server_limit{std::numeric_limits<std::uint64_t>::max()};  // of bodies
  detail::Router router;
  std::unique_ptr<detail::Documentation> documentation;  // there once started
};

}  // namespace gatehouse::web
