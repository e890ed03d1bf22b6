// SPDX-License-Identifier: Apache-2.0
// How a connection uses its socket: receiving, sending and closing.

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <cerrno>
#include <utility>

#include "http/connections/connection.h"
#include "http/sockets/system_calls.h"
#include "http/worker.h"

namespace gatehouse::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t discard_size = 16 * 1024 * 1024;

}  // namespace

void Connection::prepare_receive() {
  if (!parser_) {
    worker_.enter(*this, Phase::idle);
  } else if (phase_ != Phase::reading) {
    worker_.enter(*this, Phase::reading);  // entered once, because the time counts from the first byte
  }
  make_room();
  charge_memory();
}

bool Connection::finish_receive(std::size_t size) {
  in_.add(size);
  finish_sending();
  const auto& error = socket_.error();
  const bool is_expired = std::exchange(is_expired_, false);  // even if bytes arrived at the last moment
  if (is_dropped_) return false;
  if (!error) {
    if (socket_.may_miss_end()) worker_.watch(*this);
    return true;
  }
  if (is_expired) {
    refusal_ = 408;
    return parser_.has_value();
  }
  if (error == asio::error::operation_aborted) return true;  // by wake()
  return finish_at_end() && error == asio::error::eof;
}

bool Connection::finish_at_end() noexcept {
  is_at_end_ = true;
  refusal_ = 400;
  return parser_.has_value();
}

bool Connection::receive_now() noexcept {
  const auto size = ::recv(socket_.native_handle(), in_.free_begin(), in_.free_size(), MSG_DONTWAIT);
  if (size <= 0) return false;
  in_.add(static_cast<std::size_t>(size));
  return true;
}

bool Connection::receive_last() noexcept {
  if (receive_now()) {
    has_ended_ = true;  // after those bytes
    return true;
  }
  return finish_at_end();
}

bool Connection::send_now() noexcept {
  while (sent_ < out_.size() + tail_.size()) {
    const auto head = out_.view().substr(std::min(sent_, out_.size()));
    const auto tail = tail_.substr(sent_ > out_.size() ? sent_ - out_.size() : 0);
    ssize_t size = 0;
    if (tail.empty()) {
      size = send_bytes(socket_.native_handle(), head.data(), head.size(), MSG_NOSIGNAL);
    } else {
      std::array<iovec, 2> parts{iovec{const_cast<char*>(head.data()), head.size()},
                                 iovec{const_cast<char*>(tail.data()), tail.size()}};
      msghdr message{};
      message.msg_iov = parts.data();
      message.msg_iovlen = parts.size();
      size = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL);
    }
    if (size < 0) {
      if (errno == EINTR) continue;
      if (errno == EAGAIN || errno == EWOULDBLOCK) return false;
      is_broken_ = true;  // the peer has disconnected, so nothing can reach it
      break;
    }
    sent_ += static_cast<std::size_t>(size);
  }
  out_.clear();
  tail_ = {};
  sent_ = 0;
  is_choked_ = false;
  return true;
}

bool Connection::send_later() {
  if (!socket_.sends_later() || is_choked_ || worker_.is_stopping()) return false;
  if (out_.size() == 0 || !tail_.empty() || out_.capacity() > kept_capacity) return false;
  socket_.start_send(out_.view());
  return true;
}

void Connection::finish_sending() noexcept {
  const auto sent = socket_.take_sent();
  if (!sent) return;
  sent_ = static_cast<std::size_t>(std::max(*sent, 0));
  is_choked_ = sent_ < out_.size();
  if (!is_choked_) {
    out_.clear();
    sent_ = 0;
  }
  is_broken_ = is_broken_ || (*sent < 0 && *sent != -EAGAIN && *sent != -EINTR);
}

awaitable<> Connection::send_rest() {
  worker_.enter(*this, Phase::writing);
  is_expired_ = false;
  const Worker::ExtraDescriptors extra{worker_, response_.source ? 2U : 1U};
  charge_memory();
  if (is_dropped_) {
    is_broken_ = true;
    co_return;
  }
  do {
    auto waiting = socket_.wait_writable();
    const auto has_waited = co_await std::move(waiting);
    if (has_waited == 0 || is_expired_ || is_dropped_) {
      is_broken_ = true;
      co_return;
    }
  } while (!send_now());
  socket_.forget_writable();
}

// Closing a socket with unread bytes makes the kernel send a reset, which can overtake the answer. The
// connection is therefore closed for sending first, and further bytes are read and discarded within limits
// (RFC 9112 9.6).
awaitable<> Connection::linger() {
  ::shutdown(socket_.native_handle(), SHUT_WR);
  worker_.enter(*this, Phase::closing);
  in_.take(in_.unread().size());
  in_.release();
  release_memory();
  in_.compact(in_.position(), first_capacity);
  charge_memory();
  for (std::size_t discarded = 0; discarded < discard_size && !is_at_end_;) {
    if (worker_.is_stopping()) {
      if (!receive_now()) co_return;
    } else {
      auto receiving = socket_.receive(in_.free_begin(), in_.free_size());
      const auto size = co_await std::move(receiving);
      if (size == 0 || is_dropped_) co_return;
      if (socket_.may_miss_end()) worker_.watch(*this);
      in_.add(size);
    }
    discarded += in_.unread().size();
    in_.take(in_.unread().size());
    in_.compact(in_.position(), first_capacity);
  }
}

}  // namespace gatehouse::http
