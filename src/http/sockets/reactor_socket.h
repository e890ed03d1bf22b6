#pragma once
// SPDX-License-Identifier: Apache-2.0
// A connected socket that waits by Asio's reactor, and whose reads cost one system call each.

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>
#include <boost/version.hpp>
#include <cstddef>

#include "gatehouse/base/async.h"
#include "http/sockets/socket_handler.h"

#if BOOST_VERSION == 108100
#include "http/sockets/receive_operation.h"
#endif

namespace gatehouse::http {

/// After each read Asio tries at once whether there is more, and mostly there is not: a system call for
/// nothing, as dear as a tenth of a small request. A read that leaves room has taken all there was, so these
/// are handed to Asio's reactor directly, and tell it. The reactor is Asio's private matter and known for one
/// version only; with another, reads go the usual way.
///
/// An end of the stream that came together with the bytes stays hidden behind such a read: the next one waits
/// for an event that has been. Whoever waits has himself looked after (`Worker::watch`).
class ReactorSocket : public boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor> {
 public:
  explicit ReactorSocket(const Executor& executor) : basic_stream_socket(executor) {}
  ReactorSocket(const ReactorSocket&) = delete;
  ReactorSocket& operator=(const ReactorSocket&) = delete;

  /// As Socket's.
  void start_receive(char* data, std::size_t size, SocketHandler handler);
  /// As Socket's.
  void start_wait_writable(SocketHandler handler);
  /// Why the last read failed, if it did.
  [[nodiscard]] const boost::system::error_code& error() const noexcept { return error_; }

 private:
  boost::system::error_code error_;
#if BOOST_VERSION == 108100
  ReceiveOperation operation_{error_};
  ReceiveOperation::Reactor* reactor_ = nullptr;
#endif
};

}  // namespace gatehouse::http
