#pragma once
// SPDX-License-Identifier: Apache-2.0
// The executor every coroutine runs on, and the bridge by which other threads resume one.

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

/// One `io_context` runs on one thread; everything that belongs to a request stays on its executor.
using Executor = boost::asio::io_context::executor_type;

/// A coroutine of this project: lazily started, resumed on its executor only.
template <class T = void>
using awaitable = boost::asio::awaitable<T, Executor>;

/// The completion token with which Asio's operations are awaited.
inline constexpr boost::asio::use_awaitable_t<Executor> use_awaitable{};

class ResumeGroup;

namespace detail {

/// A suspended coroutine whose value is there.
struct Resumption {
  explicit Resumption(Executor e) : executor(std::move(e)) {}
  virtual ~Resumption() = default;
  /// Goes on with the coroutine, on its executor, and destroys `self` before it does.
  virtual void run(std::unique_ptr<Resumption> self) = 0;
  Executor executor;
};

}  // namespace detail

/// The right to resume one suspended coroutine with a value, once, from any thread.
/// Dropped uncalled, it has the coroutine destroyed, on its own executor.
template <class T>
class Resume {
 public:
  Resume() = default;

  /// Posts `value` to the coroutine's executor and gives up the right. Thread-safe against the coroutine.
  void operator()(T value) {
    const auto to = state_->executor;
    boost::asio::post(to, [ready = fill(std::move(value))]() mutable {
      auto& own = *ready;
      own.run(std::move(ready));
    });
  }

  /// Whether the right is still held.
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

  /// Gives up the right.
  std::unique_ptr<State> fill(T value) {
    state_->value.emplace(std::move(value));
    return std::move(state_);
  }

  std::unique_ptr<State> state_;

  friend class ResumeGroup;
  template <class U, class Start>
  friend awaitable<U> suspend(Start start);
};

/// Many coroutines resumed at once: one post for each executor, however many wait there. Of one thread.
class ResumeGroup {
 public:
  /// Has the coroutine go on with `value` once `post` is called; dropped before, it is destroyed.
  template <class T>
  void add(Resume<T> resume, T value) {
    add(resume.fill(std::move(value)));
  }

  /// Posts all that were added, in that order.
  void post();

 private:
  using Ready = std::vector<std::unique_ptr<detail::Resumption>>;

  void add(std::unique_ptr<detail::Resumption> one);

  std::vector<Ready> by_executor_;
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
