#pragma once
// SPDX-License-Identifier: Apache-2.0
// A connected socket that waits with a Ring or with Asio's reactor.

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

/// Used by one coroutine, which waits for one operation at a time. The memory passed to `receive` or
/// `start_send` must stay valid until the operation has ended.
class Socket {
 public:
  /// Takes ownership of `fd`. Waits with `ring` or, if that is null, with Asio's reactor. Throws
  /// boost::system::system_error if the reactor cannot register the socket.
  Socket(const Executor& executor, Ring* ring, Descriptor fd, const boost::asio::ip::tcp& protocol);

  [[nodiscard]] int native_handle() noexcept {
    return ring_ ? ring_->native_handle() : reactor_->native_handle();
  }
  [[nodiscard]] const Executor& executor() const noexcept { return executor_; }

  /// Waits for the first byte, then reads all available bytes. Returns their number, or 0 if `error` is set.
  [[nodiscard]] auto receive(char* data, std::size_t size) {
    auto initiate = [this, data, size](SocketHandler handler) {
      if (ring_) return ring_->start_receive(data, size, std::move(handler));
      reactor_->start_receive(data, size, std::move(handler));
    };
    return boost::asio::async_initiate<decltype(use_socket), void(std::size_t)>(std::move(initiate),
                                                                                use_socket);
  }
  /// Waits until more can be sent, the connection is broken, or the wait is cancelled. Returns 0 if
  /// it cannot wait.
  [[nodiscard]] auto wait_writable() {
    auto initiate = [this](SocketHandler handler) { start_wait_writable(std::move(handler)); };
    return boost::asio::async_initiate<decltype(use_socket), void(std::size_t)>(std::move(initiate),
                                                                                use_socket);
  }
  /// Called after such waits when no more of them follow for now.
  void forget_writable() noexcept;
  /// Returns why the last read failed, or no error.
  [[nodiscard]] const boost::system::error_code& error() const noexcept {
    return ring_ ? ring_->error() : reactor_->error();
  }
  /// Returns whether a read may have hidden the end of the stream, so that the next read would not notice it.
  [[nodiscard]] bool may_miss_end() const noexcept { return !ring_; }

  /// Returns whether `start_send` may be used.
  [[nodiscard]] bool sends_later() const noexcept { return ring_.has_value(); }
  /// Sends `data` at the beginning of the next read. If not all of it can be sent at once, that read
  /// ends as cancelled.
  void start_send(std::string_view data) { ring_->start_send(data); }
  /// Called after that read. Returns the number of bytes sent or a negative errno, or nothing if nothing was
  /// to be sent.
  [[nodiscard]] std::optional<int> take_sent() noexcept { return ring_ ? ring_->take_sent() : std::nullopt; }

  /// Ends the current wait with operation_aborted.
  void cancel() noexcept;
  /// Ends the current wait in the same way, and closes the socket at once or when the wait has ended.
  void close() noexcept;

 private:
  void start_wait_writable(SocketHandler handler);

  Executor executor_;
  boost::asio::ip::tcp protocol_;
  std::optional<RingSocket> ring_;
  // With a ring: a copy of the socket that exists while it waits until it can send.
  std::optional<ReactorSocket> reactor_;
};

}  // namespace gatehouse::http
