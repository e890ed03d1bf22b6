#pragma once
// SPDX-License-Identifier: Apache-2.0
// A connected socket whose reads cost one system call each.

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/system/error_code.hpp>
#include <boost/version.hpp>
#include <cstddef>
#include <utility>

#include "gatehouse/base/async.h"

#if BOOST_VERSION == 108100
#include "http/receive_operation.h"
#endif

namespace gatehouse::http {

/// After each read Asio tries at once whether there is more, and mostly there is not: a system call for
/// nothing, as dear as a tenth of a small request. A read that leaves room has taken all there was, so these
/// are handed to Asio's reactor directly, and tell it. The reactor is Asio's private matter and known for one
/// version only; with another, reads go the usual way.
///
/// An end of the stream that came together with the bytes stays hidden behind such a read: the next one waits
/// for an event that has been. Whoever waits has himself looked after (`Worker::watch`).
class Socket : public boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor> {
 public:
  using basic_stream_socket::basic_stream_socket;

  /// Reads what there is, waiting for the first byte; awaited it gives the size, 0 when `receive_error` says
  /// why. The memory must stay. One read at a time.
  [[nodiscard]] auto receive(char* data, std::size_t size) {
#if BOOST_VERSION == 108100
    auto initiate = [this, data, size](ReceiveOperation::Handler handler) {
      start_receive(data, size, std::move(handler));
    };
    return boost::asio::async_initiate<const boost::asio::deferred_t, void(std::size_t)>(
        std::move(initiate), boost::asio::deferred);
#else
    error_ = {};
    return async_receive(boost::asio::mutable_buffer{data, size},
                         boost::asio::redirect_error(use_awaitable, error_));
#endif
  }
  [[nodiscard]] const boost::system::error_code& receive_error() const noexcept;

 private:
#if BOOST_VERSION == 108100
  void start_receive(char* data, std::size_t size, ReceiveOperation::Handler handler);

  ReceiveOperation operation_;
  ReceiveOperation::Reactor* reactor_ = nullptr;
#else
  boost::system::error_code error_;
#endif
};

}  // namespace gatehouse::http
