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

/// Middleware functions around something that answers.
class Chain {
 public:
  /// Runs the `number` innermost middleware functions, and what answers inside of them.
  virtual awaitable<> run_inside(std::size_t number, const http::Request& request,
                                 http::Response& response) const = 0;

 protected:
  ~Chain() = default;
};

/// Runs a request through the middleware to the operations of the app. Filled before the app serves; after
/// that it is constant and shared by all threads.
class Pipeline final : public Chain {
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
  awaitable<> run_inside(std::size_t number, const http::Request& request,
                         http::Response& response) const override;
  /// Has `innermost` answer. Answers its exceptions with the handlers, and HttpError and InvalidInput without
  /// one. Throws all others.
  awaitable<> answer(const Innermost& innermost, const http::Request& request,
                     http::Response& response) const;

 private:
  [[nodiscard]] const ExceptionHandler* find_handler(const std::exception_ptr& failure) const;

  const Innermost& innermost_;
  std::vector<Middleware> middleware_;      // in order from the inside
  std::vector<ExceptionHandler> handlers_;  // derived types before their bases
  std::map<unsigned, ExceptionHandler> by_status_;
};

}  // namespace gatehouse::web::detail
