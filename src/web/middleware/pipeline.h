#pragma once
// SPDX-License-Identifier: Apache-2.0
// The middleware and exception handlers around the operations of an app.

#include <cstddef>
#include <exception>
#include <map>
#include <vector>

#include "gatehouse/web/detail/exception_handler.h"
#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web::detail {

/// Answers requests inside of all middleware.
class Innermost {
 public:
  virtual awaitable<> answer(const http::Request& request, http::Response& response) const = 0;

 protected:
  ~Innermost() = default;
};

/// Runs a request through the middleware to the operations of the app. Filled before the app serves; after
/// that it is constant and shared by all threads.
class Pipeline {
 public:
  /// `innermost` must outlive the pipeline.
  explicit Pipeline(const Innermost& innermost) : innermost_(innermost) {}

  /// Adds a middleware outside of the existing ones.
  void use(Middleware middleware) { middleware_.push_back(std::move(middleware)); }
  /// Adds a handler before the handlers of its base types. Replaces a handler of the same type.
  void add(ExceptionHandler handler);
  /// Adds a handler of HttpErrors with this status. It takes precedence over handlers by type.
  void add(unsigned status, ExceptionHandler handler) { by_status_[status] = std::move(handler); }

  [[nodiscard]] bool empty() const noexcept {
    return middleware_.empty() && handlers_.empty() && by_status_.empty();
  }

  /// Runs all middleware. Throws exceptions that nothing answers.
  awaitable<> run(const http::Request& request, http::Response& response) const;
  /// Runs the `number` innermost middleware functions, and the operation inside of them.
  awaitable<> run_inside(std::size_t number, const http::Request& request, http::Response& response) const;

 private:
  awaitable<> answer(const http::Request& request, http::Response& response) const;
  [[nodiscard]] const ExceptionHandler* find_handler(const std::exception_ptr& failure) const;

  const Innermost& innermost_;
  std::vector<Middleware> middleware_;      // in order from the inside
  std::vector<ExceptionHandler> handlers_;  // derived types before their bases
  std::map<unsigned, ExceptionHandler> by_status_;
};

}  // namespace gatehouse::web::detail
