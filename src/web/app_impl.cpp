// SPDX-License-Identifier: Apache-2.0
#include "web/app_impl.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

#include "gatehouse/http/path_prefix.h"
#include "web/answers/location.h"
#include "web/middleware/route_chain.h"
#include "web/openapi/openapi.h"
#include "web/openapi/operation_mistakes.h"

namespace gatehouse::web {
namespace {

awaitable<> answered() { co_return; }

/// Returns whether the answers of an operation are for one caller only, because they depend on credentials or
/// on a body.
bool is_personal(const OperationInfo& info) { return !info.security.empty() || !info.bodies.empty(); }

/// Returns the length of the body that the request announces, or 0.
std::uint64_t content_length(const http::Request& request) {
  const auto field = request.find("Content-Length").value_or("0");
  std::uint64_t length = 0;
  std::from_chars(field.data(), field.data() + field.size(), length);  // the parser has checked it
  return length;
}

}  // namespace

result<void, std::string> App::Impl::start() {
  if (documentation) return {};
  for (auto& route : routes) {
    for (auto i = guardings.size(); i > 0; --i) surround(route, guardings[i - 1]);
    route.is_plain = route.guards.empty() && route.middleware.empty();
  }
  is_bare = pipeline.empty();
  std::set<std::string_view> ids;  // OpenAPI 3.1, 4.8.10: ids are unique among all operations
  has_plans = std::ranges::any_of(routes, [](const auto& route) {
    return route.info.options.max_body != 0 || std::ranges::any_of(route.info.bodies, &BodyInfo::is_streamed);
  });
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const auto& info = routes[i].info;
    if (auto mistake = detail::find_mistake(info); !mistake.empty()) return mistake;
    if (auto added = router.add(info.method, info.path, i); !added) return added.error();
    if (auto missing = find_missing_state(routes[i]); !missing.empty()) return missing;
    const auto& id = info.options.operation_id;
    if (!id.empty() && !ids.insert(id).second)
      return info.method + " " + info.path + ": there is another " + id;
  }
  std::vector<const OperationInfo*> operations;
  for (const auto& route : routes) {
    if (route.info.options.is_in_document) operations.push_back(&route.info);
  }
  if (!api.root_path.empty() && !http::is_path_prefix(api.root_path)) {
    return "the root path " + api.root_path +
           " is none: one or more segments such as /api/v1, without a slash at the end";
  }
  if (!api.openapi_path.starts_with('/')) {
    return "the path of the OpenAPI document, " + api.openapi_path + ", does not begin with a slash";
  }
  std::unique_ptr<detail::Documentation> made;
  try {
    auto make_document = [this, operations](std::string_view root_path) {
      return detail::make_openapi(api, operations, root_path);
    };
    made = std::make_unique<detail::Documentation>(api, std::move(make_document));
    // The author of a type has made a mistake, for example in a pattern or a discriminator.
  } catch (const std::logic_error& error) {
    return std::string{error.what()};
  }
  for (std::size_t i = 0; i < made->paths().size(); ++i) {
    if (auto added = router.add("GET", made->paths()[i], routes.size() + i); !added) return added.error();
  }
  documentation = std::move(made);
  if (observer) observer->begin(route_names());
  return {};
}

void App::Impl::plan_body(const http::Request& request, http::BodyPlan& plan) const {
  if (server_limit.load(std::memory_order_relaxed) != plan.most)
    server_limit.store(plan.most, std::memory_order_relaxed);
  plan_operation(request, plan);
  const auto length = content_length(request);
  if (length <= plan.most) return;
  // The body is refused by `answer` and not by the server, so that middleware such as CORS applies. The body
  // is not read.
  plan.most = length;
  plan.is_streamed = true;
}

bool App::Impl::is_body_refused(const http::Request& request) const {
  if (request.reader == nullptr) return false;
  http::BodyPlan plan{server_limit.load(std::memory_order_relaxed), false};
  plan_operation(request, plan);
  return content_length(request) > plan.most;
}

void App::Impl::plan_operation(const http::Request& request, http::BodyPlan& plan) const {
  const auto most = std::min(plan.most, max_body);
  const auto of_server = std::exchange(plan.most, most);
  if (!has_plans) return;
  detail::PathValues unused;
  const auto* endpoint = router.find(http::strip_prefix(request.path, root_path_of(request)), unused);
  const auto* number = endpoint == nullptr ? nullptr : endpoint->find(request.method);
  if (number == nullptr || *number >= routes.size()) return;
  const auto& info = routes[*number].info;
  plan.is_streamed = std::ranges::any_of(info.bodies, &BodyInfo::is_streamed);
  if (plan.is_streamed) plan.most = of_server;
  if (info.options.max_body != 0) plan.most = info.options.max_body;
}

std::string App::Impl::find_missing_state(const detail::Route& route) const {
  for (const auto& state : route.states) {
    if (shared.find_state(state.index) != nullptr) continue;
    const std::string type{state.type_name};
    return route.info.method + " " + route.info.path + " needs a State<" + type +
           ">, and there is none: give it with app.state<" + type + ">(...)";
  }
  return {};
}

std::string_view App::Impl::root_path_of(const http::Request& request) const noexcept {
  return request.root_path.empty() ? std::string_view{api.root_path} : request.root_path;
}

void App::Impl::answer_no_endpoint(const http::Request& request, http::Response& response) const {
  std::string other{http::strip_prefix(request.path, response.root_path)};
  if (other.size() > 1 && other.ends_with('/')) {
    other.pop_back();
  } else {
    other += '/';
  }
  detail::PathValues unused;
  // A browser would read "//host" as another origin (CWE-601).
  if (!other.starts_with("//") && router.find(other, unused) != nullptr) {
    response.status = 307;
    if (!request.query.empty()) other.append("?").append(request.query);
    response.set_location(detail::escape_location(other));
    return;
  }
  if (!is_bare) throw HttpError{404, "Not Found"};
  detail::answer_detail(response, 404, "Not Found");
}

const detail::Route* App::Impl::find_refusing_route(const detail::Router::Endpoint& endpoint,
                                                    const http::Request& request) const {
  const auto asked =
      request.method == "OPTIONS" ? request.find("Access-Control-Request-Method") : std::nullopt;
  const auto* number = asked ? endpoint.find(*asked) : nullptr;
  if (number == nullptr) number = &endpoint.operations.front().second;
  return *number < routes.size() ? &routes[*number] : nullptr;
}

awaitable<> App::Impl::refuse(const HttpError& error, http::Response& response) const {
  if (!is_bare) throw error;
  detail::answer_error(response, error);
  return answered();
}

awaitable<> App::Impl::answer(const http::Request& request, http::Response& response) const {
  detail::Match match{&request, &response, &shared, {}, nullptr, !is_bare};
  const auto* endpoint = router.find(http::strip_prefix(request.path, response.root_path), match.path_values);
  if (endpoint == nullptr) {
    answer_no_endpoint(request, response);
    return answered();
  }
  const auto* number = endpoint->find(request.method);
  if (number == nullptr) {
    HttpError refusal{405, "Method Not Allowed", {{"Allow", endpoint->allow}}};
    const auto* around = find_refusing_route(*endpoint, request);
    if (around == nullptr || around->middleware.empty()) return refuse(refusal, response);
    return detail::run_in_middleware(pipeline, std::move(match), *around, std::move(refusal));
  }
  response.route = *number;
  if (*number >= routes.size()) {
    documentation->answer(*number - routes.size(), request, response);
    return answered();
  }
  const auto& route = routes[*number];
  match.operation = &route.info;
  if (is_personal(route.info)) response.set("Cache-Control", "no-store");  // kept by error answers
  if (is_body_refused(request)) {
    HttpError refusal{413, std::string{http::reason_phrase(413)}};
    if (route.middleware.empty()) return refuse(refusal, response);
    return detail::run_in_middleware(pipeline, std::move(match), route, std::move(refusal));
  }
  if (route.is_plain) return route.run(std::move(match), route.info.status);
  // The pipeline of the app answers the exceptions of guards.
  if (!is_bare && route.middleware.empty()) return run_route(std::move(match), route);
  return detail::run_in_middleware(pipeline, std::move(match), route, std::nullopt);
}

}  // namespace gatehouse::web
