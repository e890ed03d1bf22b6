#pragma once
// SPDX-License-Identifier: Apache-2.0
// The executor every coroutine runs on, and the bridge by which other threads resume one.

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <type_traits>
#include <utility>

namespace gatehouse {

/// One `io_context` runs on one thread; everything that belongs to a request stays on its executor.
using Executor = boost::asio::io_context::executor_type;

/// A coroutine of this project: lazily started, resumed on its executor only.
template <class T = void>
using awaitable = boost::asio::awaitable<T, Executor>;

/// The completion token with which Asio's operations are awaited.
inline constexpr boost::asio::use_awaitable_t<Executor> use_awaitable{};

/// The right to resume one suspended coroutine with a value, once, from any thread.
/// Dropped uncalled, it has the coroutine destroyed, on its own executor.
template <class T>
class Resume {
 public:
  Resume() = default;

  /// Posts `value` to the coroutine's executor and gives up the right. Thread-safe against the coroutine.
  void operator()(T value) {
    auto state = std::move(state_);
    state->post(std::move(state), std::move(value));
  }

  /// Whether the right is still held.
  explicit operator bool() const noexcept { return state_ != nullptr; }

 private:
  struct State {
    virtual ~State() = default;
    virtual void post(std::unique_ptr<State> self, T value) = 0;
  };

  template <class Handler>
  struct HandlerState final : State {
    HandlerState(Handler h, Executor e) : handler(std::move(h)), executor(std::move(e)) {}
    void post(std::unique_ptr<State> self, T value) override {
      auto to = executor;
      boost::asio::post(to, [self = std::move(self), value = std::move(value)]() mutable {
        auto own = std::move(static_cast<HandlerState&>(*self).handler);
        self.reset();
        std::move(own)(std::move(value));
      });
    }
    Handler handler;
    Executor executor;
  };

  explicit Resume(std::unique_ptr<State> state) : state_(std::move(state)) {}
  std::unique_ptr<State> state_;

  template <class U, class Start>
  friend awaitable<U> suspend(Start start);
};

/// Suspends the calling coroutine, hands `start` its Resume<T>, and goes on when that is called, with its
/// value.
///
///     auto verdict = co_await suspend<Verdict>([&](Resume<Verdict> resume) { pool.submit(job,
///     std::move(resume)); });
///
/// `start` runs on the coroutine's thread and must not throw.
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
