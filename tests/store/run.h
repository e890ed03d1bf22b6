#pragma once
// SPDX-License-Identifier: Apache-2.0
// Runs coroutines to their end from a plain test.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <exception>
#include <list>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "gatehouse/base/async.h"

namespace gatehouse::store {

/// A context borrowed from a pool. The thread that posts the last handler may still be inside the context
/// when that handler has run, so contexts live as long as the program.
class LentContext {
 public:
  LentContext() {
    const std::lock_guard lock{mutex};
    if (free.empty()) {
      context_ = &all.emplace_back(1);
      return;
    }
    context_ = free.back();
    free.pop_back();
    context_->restart();
  }
  ~LentContext() {
    const std::lock_guard lock{mutex};
    free.push_back(context_);
  }
  LentContext(const LentContext&) = delete;
  LentContext& operator=(const LentContext&) = delete;

  boost::asio::io_context& operator*() const noexcept { return *context_; }

 private:
  inline static std::mutex mutex;
  inline static std::list<boost::asio::io_context> all;
  inline static std::vector<boost::asio::io_context*> free;

  boost::asio::io_context* context_;
};

/// Runs all of `bodies` concurrently on one context of this thread. Returns their values in order. Rethrows.
template <class T>
std::vector<T> run_all(std::vector<awaitable<T>> bodies) {
  const LentContext lent;
  auto& context = *lent;
  std::vector<std::optional<T>> values(bodies.size());
  std::exception_ptr failure;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    boost::asio::co_spawn(context, std::move(bodies[i]), [&, i](std::exception_ptr thrown, T value) {
      if (thrown) failure = thrown;
      values[i].emplace(std::move(value));
    });
  }
  context.run();
  if (failure) std::rethrow_exception(failure);
  std::vector<T> plain;
  for (auto& value : values) plain.push_back(std::move(*value));
  return plain;
}

/// Runs `body` alone and returns its value.
template <class T>
T run(awaitable<T> body) {
  std::vector<awaitable<T>> bodies;
  bodies.push_back(std::move(body));
  return std::move(run_all(std::move(bodies)).front());
}

}  // namespace gatehouse::store
