// SPDX-License-Identifier: Apache-2.0
#include "server/commands/http_client.h"

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/write.hpp>
#include <limits>
#include <utility>

#include "server/version.h"

namespace gatehouse::server {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Parser = http::response_parser<http::buffer_body>;

constexpr std::size_t piece_size = 256 * 1024;

http::request<http::span_body<const char>> message_of(const ClientRequest& request) {
  http::request<http::span_body<const char>> message;
  message.version(11);
  message.method_string({request.method.data(), request.method.size()});
  message.target(request.target);
  message.set(http::field::host, "localhost");
  message.set(http::field::user_agent, "gatehouse/" + std::string{version()});
  if (!request.if_match.empty()) message.set(http::field::if_match, request.if_match);
  if (!request.body.empty()) {
    message.set(http::field::content_type, "application/json");
    message.body() = {request.body.data(), request.body.size()};
    message.prepare_payload();
  }
  return message;
}

}  // namespace

class HttpClient::Impl {
 public:
  explicit Impl(Descriptor socket) : socket_(context_) {
    error_code failed;
    socket_.assign(boost::asio::local::stream_protocol{}, socket.get(), failed);
    if (!failed) socket.release();
  }

  result<ClientAnswer, Problem> send(const ClientRequest& request, const BodySink& sink) {
    error_code failed;
    const auto message = message_of(request);
    http::write(socket_, message, failed);
    Parser parser;
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    // Even if the request could not be written to its end, the answer may have come.
    error_code unread;
    http::read_header(socket_, received_, parser, unread);
    if (unread) return broken(failed ? failed : unread);
    ClientAnswer answer;
    answer.status = parser.get().result_int();
    answer.etag = parser.get()[http::field::etag];
    const bool is_sunk = sink && answer.status == 200;
    while (!parser.is_done()) {
      parser.get().body().data = piece_.data();
      parser.get().body().size = piece_.size();
      http::read_some(socket_, received_, parser, failed);
      if (failed == http::error::need_buffer) failed = {};
      if (failed) return broken(failed);
      const std::string_view piece{piece_.data(), piece_.size() - parser.get().body().size};
      if (!is_sunk) {
        answer.body += piece;
      } else if (!piece.empty() && !sink(piece)) {
        return Problem{"the output can't be written"};
      }
    }
    return answer;
  }

 private:
  static Problem broken(const error_code& why) {
    const bool has_ended = why == http::error::end_of_stream || why == http::error::partial_message;
    return Problem{"the running server did not answer: " +
                   (has_ended ? "the connection has ended" : why.message())};
  }

  boost::asio::io_context context_{1};
  boost::asio::local::stream_protocol::socket socket_;
  beast::flat_buffer received_;
  std::string piece_ = std::string(piece_size, '\0');
};

HttpClient::HttpClient(Descriptor socket) : impl_(std::make_unique<Impl>(std::move(socket))) {}
HttpClient::~HttpClient() = default;

result<ClientAnswer, Problem> HttpClient::send(const ClientRequest& request, const BodySink& sink) {
  return impl_->send(request, sink);
}

}  // namespace gatehouse::server
