// SPDX-License-Identifier: Apache-2.0
// How a worker stops: what it still finishes, and for how long.

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <cerrno>
#include <cstdint>

#include "http/worker.h"

namespace gatehouse::http {
namespace {

namespace asio = boost::asio;

/// The ticks that an incomplete request still gets: 2 seconds, and the current tick.
constexpr std::int64_t half_sent_ticks = 2 + 1;

}  // namespace

void Worker::report_unfinished() {
  if (working_ != 0) {
    log_.write(LogLevel::warning, "gave up work after answers that did not finish in time",
               {{"count", static_cast<std::int64_t>(working_)}});
  }
  if (count_ != 0) {
    log_.write(LogLevel::warning, "closed connections that did not finish in time",
               {{"count", static_cast<std::int64_t>(count_.load())}});
  }
}

void Worker::stop() {
  asio::post(context_, [this] { begin_stop(); });
}

void Worker::abort() { context_.stop(); }

void Worker::begin_stop() {
  if (is_stopping_) return;
  is_stopping_ = true;
  // Closing a listening socket would reset the connections in its queue, which the kernel
  // has already accepted.
  for (auto& listening : acceptors_) {
    for (int error = 0; error == 0 || error == ECONNABORTED;) error = accept_one(listening);
    boost::system::error_code ignored;
    listening.acceptor.close(ignored);
  }
  for (auto& connection : in(Phase::idle)) connection.wake();
  for (auto& connection : in(Phase::closing)) connection.wake();
  // A client that has sent only a part of its request may never send the rest, so it gets only a short time.
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

awaitable<> Worker::limit_stop() {
  boost::system::error_code ignored;
  stop_timer_.expires_after(limits_.stop_time);
  co_await stop_timer_.async_wait(asio::redirect_error(use_awaitable, ignored));
  context_.stop();
}

}  // namespace gatehouse::http
