#pragma once
// SPDX-License-Identifier: Apache-2.0
// A connected socket on Asio's reactor that needs one system call for each read.

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

/// After each read Asio immediately tries to read more. This usually fails, and the system call costs about a
/// tenth of a small request. A read that does not fill its buffer has taken all available bytes (epoll(7)),
/// so this class passes its reads to Asio's reactor directly and reports that to it. The reactor is a private
/// part of Asio and supported for one version only; with other versions, reads use the public interface.
///
/// The end of a stream that arrived together with the last bytes is not noticed by such a read: the next read
/// waits for an event that has already passed. `Worker::watch` checks waiting connections for this.
class ReactorSocket : public boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor> {
 public:
  explicit ReactorSocket(const Executor& executor) : basic_stream_socket(executor) {}
  ReactorSocket(const ReactorSocket&) = delete;
  ReactorSocket& operator=(const ReactorSocket&) = delete;

  /// See Socket.
  void start_receive(char* data, std::size_t size, SocketHandler handler);
  /// See Socket.
  void start_wait_writable(SocketHandler handler);
  /// Returns why the last read failed, or no error.
  [[nodiscard]] const boost::system::error_code& error() const noexcept { return error_; }

 private:
  boost::system::error_code error_;
#if BOOST_VERSION == 108100
  ReceiveOperation operation_{error_};
  ReceiveOperation::Reactor* reactor_ = nullptr;
#endif
};

}  // namespace gatehouse::http
