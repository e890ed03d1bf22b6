#pragma once
// SPDX-License-Identifier: Apache-2.0
// Defines the executor of all coroutines, and a way to resume one from another thread.

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace gatehouse {

/// Each `io_context` runs on one thread. Everything that belongs to a request stays on its executor.
using Executor = boost::asio::io_context::executor_type;

/// A coroutine. It starts when it is awaited and is resumed on its executor only.
template <class T = void>
using awaitable = boost::asio::awaitable<T, Executor>;

/// The completion token to await Asio's operations with.
inline constexpr boost::asio::use_awaitable_t<Executor> use_awaitable{};

class ResumeGroup;

namespace detail {

/// A suspended coroutine whose result is ready.
struct Resumption {
  explicit Resumption(Executor e) : executor(std::move(e)) {}
  virtual ~Resumption() = default;
  /// Destroys `self`, then continues the coroutine. Must be called on its executor.
  virtual void run(std::unique_ptr<Resumption> self) = 0;
  Executor executor;
};

}  // namespace detail

/// The right to resume one suspended coroutine with a value, once, from any thread. If it is destroyed
/// without a call, the coroutine is destroyed on its own executor.
template <class T>
class Resume {
 public:
  Resume() = default;

  /// Posts `value` to the executor of the coroutine and gives up the right. May be called on any thread.
  void operator()(T value) {
    const auto to = state_->executor;
    boost::asio::post(to, [ready = fill(std::move(value))]() mutable {
      auto& own = *ready;
      own.run(std::move(ready));
    });
  }

  /// Whether this object still holds the right.
  explicit operator bool() const noexcept { return state_ != nullptr; }

 private:
  struct State : detail::Resumption {
    using Resumption::Resumption;
    std::optional<T> value;
  };

  template <class Handler>
  struct HandlerState final : State {
    HandlerState(Handler h, Executor e) : State(std::move(e)), handler(std::move(h)) {}
    void run(std::unique_ptr<detail::Resumption> self) override {
      auto own = std::move(handler);
      auto got = std::move(*this->value);
      self.reset();
      std::move(own)(std::move(got));
    }
    Handler handler;
  };

  explicit Resume(std::unique_ptr<State> state) : state_(std::move(state)) {}

  /// Stores the value and gives up the right.
  std::unique_ptr<State> fill(T value) {
    state_->value.emplace(std::move(value));
    return std::move(state_);
  }

  std::unique_ptr<State> state_;

  friend class ResumeGroup;
  template <class U, class Start>
  friend awaitable<U> suspend(Start start);
};

/// Resumes many coroutines at once, with one post for each executor. Not thread-safe.
class ResumeGroup {
 public:
  /// Resumes the coroutine with `value` at the next post(). If the group is destroyed before, so
  /// is the coroutine.
  template <class T>
  void add(Resume<T> resume, T value) {
    add(resume.fill(std::move(value)));
  }

  /// Posts all added coroutines, in the order in which they were added.
  void post();

 private:
  using Ready = std::vector<std::unique_ptr<detail::Resumption>>;

  void add(std::unique_ptr<detail::Resumption> one);

  std::vector<Ready> by_executor_;
};

/// Suspends the calling coroutine and calls `start` with a Resume<T>. Returns the value with which
/// that is called.
///
///     auto verdict = co_await suspend<Verdict>([&](Resume<Verdict> resume) { pool.submit(job,
///     std::move(resume)); });
///
/// `start` runs on the thread of the coroutine and must not throw.
template <class T, class Start>
awaitable<T> suspend(Start start) {
  auto executor = co_await boost::asio::this_coro::executor;
  auto initiate = [&start, executor](auto handler) {
    using Handler = std::decay_t<decltype(handler)>;
    using Held = typename Resume<T>::template HandlerState<Handler>;
    start(Resume<T>{std::make_unique<Held>(std::move(handler), executor)});
  };
  co_return co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>, void(T)>(
      initiate, use_awaitable);
}

}  // namespace gatehouse
