#pragma once
// SPDX-License-Identifier: Apache-2.0
// What is around an app's operations: middleware, and the answers to exceptions.

#include <cstddef>
#include <exception>
#include <map>
#include <vector>

#include "gatehouse/web/detail/exception_handler.h"
#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web::detail {

/// What makes the answer in the end.
class Innermost {
 public:
  virtual awaitable<> answer(const http::Request& request, http::Response& response) const = 0;

 protected:
  ~Innermost() = default;
};

/// The way of a request from the server to the app's operations. Filled before the app serves, then read by
/// all threads.
class Pipeline {
 public:
  /// `innermost` outlives this.
  explicit Pipeline(const Innermost& innermost) : innermost_(innermost) {}

  /// Adds a middleware around those that are there.
  void use(Middleware middleware) { middleware_.push_back(std::move(middleware)); }
  /// Keeps a handler before those of its bases; it replaces one of the same type.
  void add(ExceptionHandler handler);
  /// Keeps a handler of HttpErrors with that status, which comes before those by type.
  void add(unsigned status, ExceptionHandler handler) { by_status_[status] = std::move(handler); }

  [[nodiscard]] bool empty() const noexcept {
    return middleware_.empty() && handlers_.empty() && by_status_.empty();
  }

  /// Runs the whole way. What no one has an answer for is thrown.
  awaitable<> run(const http::Request& request, http::Response& response) const;
  /// Runs what is inside of the outermost middleware but `number`.
  awaitable<> run_inside(std::size_t number, const http::Request& request, http::Response& response) const;

 private:
  awaitable<> answer(const http::Request& request, http::Response& response) const;
  [[nodiscard]] const ExceptionHandler* find_handler(const std::exception_ptr& failure) const;

  const Innermost& innermost_;
  std::vector<Middleware> middleware_;      // the innermost first
  std::vector<ExceptionHandler> handlers_;  // derived types before their bases
  std::map<unsigned, ExceptionHandler> by_status_;
};

}  // namespace gatehouse::web::detail
