#pragma once
// SPDX-License-Identifier: Apache-2.0
// A connected socket that waits with a Ring.

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <optional>
#include <string_view>

#include "gatehouse/base/descriptor.h"
#include "gatehouse/http/ring.h"
#include "http/sockets/socket_handler.h"

namespace gatehouse::http {

/// For the functions see Socket. It cannot wait until sending is possible, because polls of a ring also end
/// when the peer has closed its half of the connection.
class RingSocket {
 public:
  RingSocket(Ring& ring, Descriptor fd) noexcept;
  RingSocket(const RingSocket&) = delete;
  RingSocket& operator=(const RingSocket&) = delete;

  void start_receive(char* data, std::size_t size, SocketHandler handler);
  [[nodiscard]] const boost::system::error_code& error() const noexcept { return waited_.error; }

  void start_send(std::string_view data);
  [[nodiscard]] std::optional<int> take_sent() noexcept;

  [[nodiscard]] int native_handle() const noexcept { return fd_.get(); }
  void cancel();
  void close();

 private:
  /// The operation that the connection's coroutine waits for.
  struct Waited final : Ring::Operation {
    explicit Waited(RingSocket& its_socket) noexcept : socket(its_socket) {}
    void complete(int result) override;
    void abandon() noexcept override;

    RingSocket& socket;
    boost::system::error_code error;
    std::optional<SocketHandler> handler;
  };

  /// The send operation. The coroutine does not wait for it.
  struct Sent final : Ring::Operation {
    explicit Sent(RingSocket& its_socket) noexcept : socket(its_socket) {}
    void complete(int result) override;
    void abandon() noexcept override {}

    RingSocket& socket;
    std::optional<int> outcome;  // all bytes, unless `complete` reports another result
  };

  Ring& ring_;
  Descriptor fd_;  // closed after the kernel no longer uses both operations
  Waited waited_{*this};
  Sent sent_{*this};
};

}  // namespace gatehouse::http
