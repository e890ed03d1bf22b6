// SPDX-License-Identifier: Apache-2.0
// How a worker accepts connections, and which ones it closes if there are too many.

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <cerrno>
#include <exception>
#include <memory>
#include <system_error>
#include <utility>

#include "http/sockets/unix_listener.h"
#include "http/worker.h"

namespace gatehouse::http {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// The pause if no connection could be closed to make room.
constexpr auto accept_pause = 100ms;
/// The pause until the descriptor of a closed connection is free.
constexpr auto close_pause = 1ms;
/// The time between two log lines about missing descriptors.
constexpr std::int64_t complaint_ticks = 60;
/// Limits accepted connections per turn, so that a flood of them does not delay existing connections.
constexpr int accepts_at_once = 64;
/// The number of connections of an address that are examined when one must be closed. An address may have
/// thousands, and examining all of them would be too slow.
constexpr std::size_t looks_at_address = 64;
/// A connection in the middle of a request or an answer is closed to make room only after it has
/// waited this long.
constexpr std::int64_t waiting_ticks = 2;

awaitable<> serve_connection(std::unique_ptr<Connection> connection) { co_await connection->serve(); }

}  // namespace

awaitable<> Worker::accept(Listening& listening) {
  Timer pause{context_.get_executor()};
  for (;;) {
    boost::system::error_code error;
    co_await listening.acceptor.async_wait(Acceptor::wait_read, asio::redirect_error(use_awaitable, error));
    if (error || is_stopping_) co_return;
    int failure = 0;
    for (int i = 0; i < accepts_at_once && (failure == 0 || failure == ECONNABORTED); ++i) {
      failure = accept_one(listening);
    }
    if ((failure == EMFILE || failure == ENFILE) && reserved_.release()) failure = accept_one(listening);
    if (failure == EMFILE || failure == ENFILE || failure == ENOBUFS || failure == ENOMEM) {
      pause.expires_after(note_accept_failure(failure));
      co_await pause.async_wait(asio::redirect_error(use_awaitable, error));
    }
  }
}

std::chrono::milliseconds Worker::note_accept_failure(int failure) {
  if (ticks_ >= next_complaint_) {
    next_complaint_ = ticks_ + complaint_ticks;
    const auto why = std::system_category().message(failure);
    log_.write(LogLevel::error, "cannot accept connections for now", {{"why", std::string_view{why}}});
  }
  // A peer that holds connections without using them must not shut out others (CWE-770).
  return drop_longest_waiting(0) ? close_pause : accept_pause;
}

int Worker::accept_one(Listening& listening) {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  Descriptor socket{::accept4(listening.acceptor.native_handle(), reinterpret_cast<sockaddr*>(&peer), &size,
                              SOCK_NONBLOCK | SOCK_CLOEXEC)};
  if (socket.get() < 0) return errno == EINTR ? ECONNABORTED : errno;
  start_connection(std::move(socket), peer, listening.handler);
  return 0;
}

void Worker::adopt(Descriptor socket, Handler& handler) {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  if (::getpeername(socket.get(), reinterpret_cast<sockaddr*>(&peer), &size) != 0) return;
  start_connection(std::move(socket), peer, handler);
}

void Worker::start_connection(Descriptor socket, const sockaddr_storage& peer, Handler& handler) {
  const auto protocol = peer.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
  std::unique_ptr<Connection> connection;
  try {
    Peer from;
    if (peer.ss_family == AF_UNIX) {
      from.process = peer_process(socket.get());
      if (!from.process) return;
    } else {
      from.address = address_text(peer);
      from.key = make_address_key(peer);
    }
    if (!admit(from)) return;
    connection = std::make_unique<Connection>(*this, std::move(socket), protocol, std::move(from), handler);
  } catch (const std::exception&) {
    return;  // the system cannot create it
  }
  asio::co_spawn(context_, serve_connection(std::move(connection)), asio::detached);
}

bool Worker::admit(Peer& peer) {
  const auto most = limits_.connections_per_address;
  bool has_room = false;
  if (!peer.process && !proxies_.contains(peer.address)) {
    peer.place = counts_.add(peer.key);
    const auto count = peer.place.count();
    if (count > most) {
      has_room = drop_longest_waiting_of(peer.key);
      // Other workers may have an idle connection of this address. Until they have closed it, slightly more
      // connections than allowed exist.
      const bool can_wait = next_ != this && count <= most + std::max<std::size_t>(most / 8, 8);
      if (!has_room && !can_wait) return false;
      if (!has_room) drop_elsewhere(peer.key, worker_count_ - 1);
    }
  }
  if (has_room || !is_full()) return true;
  // An address with many connections makes room among its own, so that a flood of new connections does not
  // close those of others.
  if (peer.place.is_counted() && peer.place.count() > most / 4) return drop_longest_waiting_of(peer.key);
  return drop_longest_waiting(0);
}

void Worker::drop_elsewhere(const AddressKey& address, unsigned workers) {
  if (workers == 0) return;
  auto& next = *next_;
  asio::post(next.context_, [&next, address, workers] {
    if (!next.drop_longest_waiting_of(address)) next.drop_elsewhere(address, workers - 1);
  });
}

std::int64_t Worker::phase_begin(const Connection& connection) const noexcept {
  return connection.deadline() - allowed_ticks_[static_cast<std::size_t>(connection.phase())];
}

// A new connection is idle too until its request arrives. Connections that have kept the server waiting for
// some time are therefore closed first, whatever their phase. Otherwise many slow connections would cause the
// newest idle one to be closed.
bool Worker::drop_longest_waiting(std::int64_t at_least) noexcept {
  for (auto least = waiting_ticks; least >= at_least; --least) {
    for (const auto phase : {Phase::idle, Phase::closing, Phase::reading, Phase::writing}) {
      for (auto& connection : in(phase)) {
        if (ticks_ - phase_begin(connection) < least) break;
        if (connection.drop()) return true;
      }
    }
  }
  return false;
}

bool Worker::drop_longest_waiting_of(const AddressKey& address) noexcept {
  const auto found = addresses_.find(address);
  if (found == addresses_.end()) return false;
  auto& connections = found->second;
  Connection* longest = nullptr;
  const auto waits_longer = [this](const Connection& a, const Connection& b) {
    if ((a.phase() == Phase::idle) != (b.phase() == Phase::idle)) return a.phase() == Phase::idle;
    return phase_begin(a) < phase_begin(b);
  };
  for (auto left = std::min(connections.size(), looks_at_address); left > 0; --left) {
    auto& connection = connections.front();
    // Moved to the end, so that the others are examined first next time.
    connections.splice(connections.end(), connections, connections.begin());
    if (connection.is_dropped() || connection.phase() == Phase::handling) continue;
    if (connection.phase() != Phase::idle && ticks_ - phase_begin(connection) < waiting_ticks) continue;
    if (longest == nullptr || waits_longer(connection, *longest)) longest = &connection;
  }
  return longest != nullptr && longest->drop();
}

Worker::ExtraDescriptors::ExtraDescriptors(Worker& worker, unsigned count) noexcept
    : worker_(worker), count_(count) {
  worker_.extra_descriptors_ += count;
  if (worker_.is_full()) worker_.drop_longest_waiting(1);  // closes none that is new
}

}  // namespace gatehouse::http
