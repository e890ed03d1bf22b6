#pragma once
// SPDX-License-Identifier: Apache-2.0
// A server that sends the same bytes on every connection, with or without TLS, and then keeps it open.

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <list>
#include <string>
#include <thread>
#include <utility>

namespace gatehouse::verifier {

class RawServer {
 public:
  using Tcp = boost::asio::ip::tcp;

  /// `tls` may be null for plain TCP; it must outlive this.
  explicit RawServer(std::string bytes, boost::asio::ssl::context* tls = nullptr)
      : bytes_(std::move(bytes)), tls_(tls) {
    thread_ = std::thread{[this] { serve(); }};
  }
  ~RawServer() {
    is_over_ = true;
    boost::system::error_code ignored;
    Tcp::socket knock{context_};
    knock.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }
  [[nodiscard]] int asked() const noexcept { return asked_; }

 private:
  void serve() {
    for (;;) {
      auto& socket = sockets_.emplace_back(context_);
      acceptor_.accept(socket);
      if (is_over_) return;
      ++asked_;
      boost::system::error_code ignored;
      if (tls_ == nullptr) {
        talk(socket, ignored);
        continue;
      }
      boost::asio::ssl::stream<Tcp::socket&> stream{socket, *tls_};
      stream.handshake(boost::asio::ssl::stream_base::server, ignored);
      if (!ignored) talk(stream, ignored);
      if (ignored) socket.close(ignored);
    }
  }

  template <class Stream>
  void talk(Stream& stream, boost::system::error_code& failed) {
    std::string request;
    boost::asio::read_until(stream, boost::asio::dynamic_buffer(request), "\r\n\r\n", failed);
    boost::asio::write(stream, boost::asio::buffer(bytes_), failed);
  }

  const std::string bytes_;
  boost::asio::ssl::context* tls_;
  boost::asio::io_context context_;
  Tcp::acceptor acceptor_{context_, {boost::asio::ip::address_v4::loopback(), 0}};
  std::list<Tcp::socket> sockets_;
  std::atomic<bool> is_over_ = false;
  std::atomic<int> asked_ = 0;
  std::thread thread_;
};

}  // namespace gatehouse::verifier
