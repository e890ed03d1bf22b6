// SPDX-License-Identifier: Apache-2.0

#include "http/worker.h"

#include <poll.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <cerrno>
#include <ctime>
#include <exception>
#include <limits>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "gatehouse/base/io_activity.h"

namespace gatehouse::http {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto tick_time = 1s;
/// How long an end of a stream may stay hidden. Many reads on one connection share one look.
constexpr auto look_time = 20ms;
constexpr nfds_t looks_at_once = 64;
constexpr std::int64_t closing_ticks = 5;
constexpr std::int64_t half_sent_ticks = 2 + 1;
}  // namespace

Worker::Worker(unsigned index, bool wants_ring, const Limits& limits, const TrustedProxies& proxies,
               Handler& handler, Log& log, const RequestIds::Prefix& prefix, ConnectionCounts& counts)
    : index_(index),
      wants_ring_(wants_ring),
      limits_(limits),
      proxies_(proxies),
      handler_(handler),
      log_(log),
      counts_(counts),
      ids_(prefix, index) {
  // A phase may begin at any point of a tick, so one more is allowed: never less than the limit says.
  const auto allow = [this](Phase phase, std::int64_t ticks) {
    allowed_ticks_[static_cast<std::size_t>(phase)] = ticks;
  };
  allow(Phase::idle, limits.idle_time / tick_time + 1);
  allow(Phase::reading, limits.request_time / tick_time + 1);
  allow(Phase::handling, std::numeric_limits<std::int32_t>::max());
  allow(Phase::writing, limits.write_time / tick_time + 1);
  allow(Phase::closing, closing_ticks);
}

Worker::~Worker() = default;

void Worker::add_listener(Descriptor socket, asio::ip::tcp protocol) {
  auto& acceptor = acceptors_.emplace_back(context_.get_executor());
  acceptor.assign(protocol, socket.release());
}

void Worker::run() {
  const IoActivity::Thread counted{io_activity()};
  const auto ring = make_ring();
  ring_ = ring.get();
  set_event_waiter(ring_);
  is_running_ = true;
  date_.set(std::time(nullptr));
  for (auto& acceptor : acceptors_) asio::co_spawn(context_, accept(acceptor), asio::detached);
  asio::co_spawn(context_, tick(), asio::detached);
  run_context();
  is_running_ = false;
  acceptors_.clear();
  report_unfinished();
  for (auto& phase : phases_) {
    for (auto& connection : phase) connection.drop();
  }
  set_event_waiter(nullptr);
  ring_ = nullptr;
}

std::unique_ptr<Ring> Worker::make_ring() {
  if (!wants_ring_) return nullptr;
  auto made = Ring::make();
  if (made) return std::move(*made);
  if (index_ == 0) {
    log_.write(LogLevel::info, "epoll is used, since io_uring is not to be had",
               {{"why", std::string_view{made.error()}}});
  }
  return nullptr;
}

void Worker::run_context() {
  for (;;) {
    try {
      context_.run();
      return;
    } catch (const std::exception& e) {  // of something else that lives on this thread
      log_.write(LogLevel::error, "uncaught exception on a server thread", {{"what", e.what()}});
    } catch (...) {
      log_.write(LogLevel::error, "uncaught exception on a server thread");
    }
  }
}

void Worker::report_unfinished() {
  if (working_ != 0) {
    log_.write(LogLevel::warning, "gave up work after answers that did not finish in time",
               {{"count", static_cast<std::int64_t>(working_)}});
  }
  if (count_ != 0) {
    log_.write(LogLevel::warning, "closed connections that did not finish in time",
               {{"count", static_cast<std::int64_t>(count_)}});
  }
}

void Worker::stop() {
  asio::post(context_, [this] { begin_stop(); });
}

void Worker::abort() { context_.stop(); }

void Worker::begin_stop() {
  if (is_stopping_) return;
  is_stopping_ = true;
  // What a listening socket has queued is reset when it closes; those clients have been promised a server.
  for (auto& acceptor : acceptors_) {
    for (int error = 0; error == 0 || error == ECONNABORTED;) error = accept_one(acceptor);
    boost::system::error_code ignored;
    acceptor.close(ignored);
  }
  for (auto& connection : in(Phase::idle)) connection.wake();
  for (auto& connection : in(Phase::closing)) connection.wake();
  // A client that has sent only part of its request may be waiting for nothing: it gets a short time.
  auto& allowed = allowed_ticks_[static_cast<std::size_t>(Phase::reading)];
  allowed = std::min(allowed, half_sent_ticks);
  for (auto& connection : in(Phase::reading)) {
    connection.set_phase(Phase::reading, std::min(connection.deadline(), ticks_ + allowed));
  }
  asio::co_spawn(context_, limit_stop(), asio::detached);
  finish_if_done();
}

void Worker::finish_if_done() {
  if (is_running_ && is_stopping_ && count_ == 0 && working_ == 0) context_.stop();
}

void Worker::run_after(std::vector<AfterAnswer> tasks, std::string request_id) {
  ++working_;
  asio::co_spawn(context_, run_tasks(std::move(tasks), std::move(request_id)), asio::detached);
}

awaitable<> Worker::run_tasks(std::vector<AfterAnswer> tasks, std::string request_id) {
  for (auto& task : tasks) {
    std::string failure;
    try {
      auto running = task();
      co_await std::move(running);
    } catch (const std::exception& e) {
      failure = e.what();
      if (failure.empty()) failure = "std::exception";
    } catch (...) {
      failure = "not a std::exception";
    }
    if (failure.empty()) continue;
    log_.write(LogLevel::error, "work after an answer failed",
               {{"request_id", std::string_view{request_id}}, {"what", std::string_view{failure}}});
  }
  tasks.clear();
  --working_;
  finish_if_done();
}

awaitable<> Worker::limit_stop() {
  boost::system::error_code ignored;
  stop_timer_.expires_after(limits_.stop_time);
  co_await stop_timer_.async_wait(asio::redirect_error(use_awaitable, ignored));
  context_.stop();
}

awaitable<> Worker::tick() {
  for (;;) {
    boost::system::error_code ignored;
    // From now, not from the last tick: when the thread was held up, what has come meanwhile is to be read
    // first.
    ticker_.expires_after(tick_time);
    co_await ticker_.async_wait(asio::redirect_error(use_awaitable, ignored));
    ++ticks_;
    date_.set(std::time(nullptr));
    refusals_.tick();
    for (auto& phase : phases_) {
      for (auto& connection : phase) {
        if (connection.deadline() > ticks_) break;
        connection.expire();
      }
    }
    for (auto& connection : in(Phase::handling)) connection.look_for_client();
  }
}

void Worker::watch(Connection& connection) {
  if (connection.WatchHook::is_linked()) return;
  watched_.push_back(connection);
  if (std::exchange(is_look_due_, true)) return;
  look_timer_.expires_after(look_time);
  look_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) look_after_watched();
  });
}

void Worker::look_after_watched() noexcept {
  is_look_due_ = false;
  while (!watched_.empty()) {
    std::array<Connection*, looks_at_once> looked_at{};
    std::array<pollfd, looks_at_once> states{};
    nfds_t count = 0;
    for (; count < looks_at_once && !watched_.empty(); ++count) {
      looked_at[count] = &watched_.front();
      states[count] = {watched_.front().native_handle(), POLLRDHUP, 0};
      watched_.pop_front();
    }
    if (::poll(states.data(), count, 0) <= 0) continue;
    for (nfds_t i = 0; i < count; ++i) {
      if (states[i].revents != 0) looked_at[i]->note_end();
    }
  }
}

void Worker::add(Connection& connection) {
  if (connection.is_counted()) addresses_[connection.address()].push_back(connection);
  ++count_;
  in(Phase::idle).push_back(connection);
  connection.set_phase(Phase::idle, ticks_ + allowed_ticks_[static_cast<std::size_t>(Phase::idle)]);
}

void Worker::remove(Connection& connection) noexcept {
  if (connection.is_counted()) {
    const auto found = addresses_.find(connection.address());
    found->second.erase(found->second.iterator_to(connection));
    if (found->second.empty()) addresses_.erase(found);
  }
  connection.PhaseHook::unlink();
  --count_;
  finish_if_done();
}

void Worker::enter(Connection& connection, Phase phase) noexcept {
  connection.PhaseHook::unlink();
  in(phase).push_back(connection);
  connection.set_phase(phase, ticks_ + allowed_ticks_[static_cast<std::size_t>(phase)]);
}

}  // namespace gatehouse::http
