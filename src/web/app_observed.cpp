// SPDX-License-Identifier: Apache-2.0
// Answers requests of an App that has an observer.

#include <chrono>
#include <exception>
#include <utility>

#include "gatehouse/http/body_reader.h"
#include "web/app_impl.h"

namespace gatehouse::web {

std::vector<RouteName> App::Impl::route_names() const {
  std::vector<RouteName> names;
  for (const auto& route : routes) names.emplace_back(RouteName{route.info.method, route.info.path});
  for (const auto& path : documentation->paths()) names.emplace_back(RouteName{"GET", path});
  return names;
}

awaitable<> App::Impl::answer_observed(const http::Request& request, http::Response& response) const {
  const auto begun = std::chrono::steady_clock::now();
  response.route = http::Response::no_route;
  std::exception_ptr failure;
  unsigned status = 0;
  try {
    auto answering = is_bare ? answer(request, response) : pipeline.run(request, response);
    co_await std::move(answering);
    status = response.status;
  } catch (const http::BodyError& error) {
    failure = std::current_exception();
    status = error.status();
  } catch (...) {
    failure = std::current_exception();
    status = 500;
  }
  observer->note_answer({response.route, request, status, std::chrono::steady_clock::now() - begun});
  if (failure) std::rethrow_exception(failure);
}

}  // namespace gatehouse::web
