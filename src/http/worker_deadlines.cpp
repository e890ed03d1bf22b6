// SPDX-License-Identifier: Apache-2.0
// The clock of a worker: deadlines of connections, and peers that have disconnected.

#include <poll.h>

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <limits>
#include <utility>

#include "http/worker.h"

namespace gatehouse::http {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto tick_time = 1s;
/// How long the end of a stream may stay unnoticed. Many reads on one connection share one check.
constexpr auto look_time = 20ms;
constexpr nfds_t looks_at_once = 64;
constexpr std::int64_t closing_ticks = 5;

}  // namespace

void Worker::set_allowed_ticks() noexcept {
  // A phase may begin at any point of a tick, so each limit is increased by one tick. No phase is then
  // shorter than its limit.
  const auto allow = [this](Phase phase, std::int64_t ticks) {
    allowed_ticks_[static_cast<std::size_t>(phase)] = ticks;
  };
  allow(Phase::idle, limits_.idle_time / tick_time + 1);
  allow(Phase::reading, limits_.request_time / tick_time + 1);
  allow(Phase::handling, std::numeric_limits<std::int32_t>::max());
  allow(Phase::writing, limits_.write_time / tick_time + 1);
  allow(Phase::closing, closing_ticks);
}

void Worker::enter(Connection& connection, Phase phase) noexcept {
  connection.PhaseHook::unlink();
  in(phase).push_back(connection);
  connection.set_phase(phase, ticks_ + allowed_ticks_[static_cast<std::size_t>(phase)]);
}

awaitable<> Worker::tick() {
  for (;;) {
    boost::system::error_code ignored;
    // Counted from now and not from the last tick: if the thread was delayed, the bytes that have arrived in
    // the meantime must be read first.
    ticker_.expires_after(tick_time);
    co_await ticker_.async_wait(asio::redirect_error(use_awaitable, ignored));
    ++ticks_;
    date_.set(std::time(nullptr));
    refusals_.tick();
    reserved_.fill();
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

}  // namespace gatehouse::http
