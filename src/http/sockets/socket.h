#pragma once
// SPDX-License-Identifier: Apache-2.0
// A connected socket of the server, by whichever way of waiting its thread has.

#include <boost/asio/async_result.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "gatehouse/base/async.h"
#include "gatehouse/base/descriptor.h"
#include "http/sockets/reactor_socket.h"
#include "http/sockets/ring_socket.h"
#include "http/sockets/socket_handler.h"

namespace gatehouse::http {

/// One coroutine uses it, and waits for one thing at a time. What was given to `start_receive` or
/// `start_send` must stay until that is over.
class Socket {
 public:
  /// Takes over `fd`. By `ring`, or if that is null by Asio's reactor, which may have no place for it: then
  /// it throws boost::system::system_error.
  Socket(const Executor& executor, Ring* ring, Descriptor fd, const boost::asio::ip::tcp& protocol);

  [[nodiscard]] int native_handle() noexcept {
    return ring_ ? ring_->native_handle() : reactor_->native_handle();
  }
  [[nodiscard]] const Executor& executor() const noexcept { return executor_; }

  /// Reads what there is, waiting for the first byte; awaited it gives the size, 0 when `error` says why.
  [[nodiscard]] auto receive(char* data, std::size_t size) {
    auto initiate = [this, data, size](SocketHandler handler) {
      if (ring_) return ring_->start_receive(data, size, std::move(handler));
      reactor_->start_receive(data, size, std::move(handler));
    };
    return boost::asio::async_initiate<decltype(use_socket), void(std::size_t)>(std::move(initiate),
                                                                                use_socket);
  }
  /// Waits until it takes more, or is broken, or the wait is cancelled; awaited it gives 0 if it cannot wait.
  [[nodiscard]] auto wait_writable() {
    auto initiate = [this](SocketHandler handler) { start_wait_writable(std::move(handler)); };
    return boost::asio::async_initiate<decltype(use_socket), void(std::size_t)>(std::move(initiate),
                                                                                use_socket);
  }
  /// After such waits: no more of them for now.
  void forget_writable() noexcept;
  /// Why the last read failed, if it did.
  [[nodiscard]] const boost::system::error_code& error() const noexcept {
    return ring_ ? ring_->error() : reactor_->error();
  }
  /// Whether a read may have taken the bytes before the end of the stream, so that the next waits in vain.
  [[nodiscard]] bool may_miss_end() const noexcept { return !ring_; }

  /// Whether `start_send` can be used.
  [[nodiscard]] bool sends_later() const noexcept { return ring_.has_value(); }
  /// Sends `data` as the next read begins. If not all of it can be sent at once, that read ends as cancelled.
  void start_send(std::string_view data) { ring_->start_send(data); }
  /// After that read: how many bytes were sent, or a negative errno. None if nothing was to be sent.
  [[nodiscard]] std::optional<int> take_sent() noexcept { return ring_ ? ring_->take_sent() : std::nullopt; }

  /// Ends the wait, if there is one, with operation_aborted.
  void cancel() noexcept;
  /// Ends the wait likewise, and closes the socket: at once, or with the wait.
  void close() noexcept;

 private:
  void start_wait_writable(SocketHandler handler);

  Executor executor_;
  boost::asio::ip::tcp protocol_;
  std::optional<RingSocket> ring_;
  std::optional<ReactorSocket> reactor_;  // beside a ring: a copy, while it waits until it can send
};

}  // namespace gatehouse::http
