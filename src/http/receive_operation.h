#pragma once
// SPDX-License-Identifier: Apache-2.0
// The read that Asio's reactor performs for Socket.

#include <boost/asio/detail/reactor.hpp>
#include <boost/asio/detail/reactor_op.hpp>
#include <cstddef>
#include <optional>
#include <utility>

#include "gatehouse/base/async.h"

namespace gatehouse::http {

/// Belongs to one socket and is used again for each read.
class ReceiveOperation final : public boost::asio::detail::reactor_op {
 public:
  /// What a coroutine is resumed by that awaits the operation itself, without a coroutine for the awaiting.
  using Handler = boost::asio::detail::awaitable_async_op_handler<void(std::size_t), Executor>;
  using Reactor = boost::asio::detail::reactor;

  ReceiveOperation() : reactor_op({}, &perform_receive, &complete) {}

  /// Starts a read into `data`; `handler` is called with the size when it is done, or given up.
  void start(Reactor& reactor, int fd, Reactor::per_descriptor_data& descriptor, char* data, std::size_t size,
             Handler handler);

  /// Why the last read failed, if it did.
  [[nodiscard]] const boost::system::error_code& error() const noexcept { return ec_; }

 private:
  static status perform_receive(reactor_op* base);
  static void complete(void* owner, boost::asio::detail::operation* base, const boost::system::error_code&,
                       std::size_t);

  int fd_ = -1;
  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::optional<Handler> handler_;
};

}  // namespace gatehouse::http
