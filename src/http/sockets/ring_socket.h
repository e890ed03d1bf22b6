#pragma once
// SPDX-License-Identifier: Apache-2.0
// A connected socket that waits by a Ring.

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <optional>
#include <string_view>

#include "gatehouse/base/descriptor.h"
#include "gatehouse/http/ring.h"
#include "http/sockets/socket_handler.h"

namespace gatehouse::http {

/// Its functions are Socket's. It does not wait until it can send: a ring's polls end, too, when the client
/// has closed its half of the connection.
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
  /// The one thing that the connection's coroutine waits for.
  struct Waited final : Ring::Operation {
    explicit Waited(RingSocket& its_socket) noexcept : socket(its_socket) {}
    void complete(int result) override;
    void abandon() noexcept override;

    RingSocket& socket;
    boost::system::error_code error;
    std::optional<SocketHandler> handler;
  };

  /// Sending, which it does not wait for.
  struct Sent final : Ring::Operation {
    explicit Sent(RingSocket& its_socket) noexcept : socket(its_socket) {}
    void complete(int result) override;
    void abandon() noexcept override {}

    RingSocket& socket;
    std::optional<int> outcome;  // all of it, unless told otherwise
  };

  Ring& ring_;
  Descriptor fd_;  // closed after the kernel is done with both
  Waited waited_{*this};
  Sent sent_{*this};
};

}  // namespace gatehouse::http
