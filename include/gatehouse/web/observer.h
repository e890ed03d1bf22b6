#pragma once
// SPDX-License-Identifier: Apache-2.0
// Tells the owner of an app of each answer, for metrics.

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"

namespace gatehouse::web {

/// A path that an app answers, and its method.
struct RouteName {
  std::string method;
  std::string path;  ///< the template, such as /sessions/{id}
};

/// An answer that an app has made.
struct Answered {
  /// The index of the route in `AnswerObserver::begin`, or `http::Response::no_route` when no route has this
  /// path and method, or when a middleware has answered.
  std::size_t route;
  const http::Request& request;
  unsigned status;
  /// From the call of the app until it has made the answer. The body of a stream is sent afterwards.
  std::chrono::nanoseconds duration;
};

/// Learns of the answers of an app (App::observe).
class AnswerObserver {
 public:
  virtual ~AnswerObserver() = default;
  /// Called once, by App::start, with all routes: the operations in their order of registration, and the
  /// paths of the documentation.
  virtual void begin(std::vector<RouteName> routes) = 0;
  /// Called after each answer, on the thread of the request and on all workers concurrently.
  virtual void note_answer(const Answered& answered) noexcept = 0;
  /// Called for a request that the server has answered itself (http::Handler::note_refusal).
  virtual void note_refusal(const http::Request& /*request*/, unsigned /*status*/) noexcept {}
};

}  // namespace gatehouse::web
