// SPDX-License-Identifier: Apache-2.0
#include "verifier/http_get.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/rate_policy.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <utility>

#include "verifier/resolve.h"

namespace gatehouse::verifier {
namespace {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Outcome = result<GetAnswer, std::string>;
using TcpStream = beast::basic_stream<asio::ip::tcp, Executor, beast::unlimited_rate_policy>;
using TlsStream = ssl::stream<TcpStream&>;

constexpr std::uint32_t header_bytes = 16 * 1024;

std::string describe(const error_code& failed) {
  if (failed == beast::error::timeout) return "no answer in time";
  if (failed == http::error::body_limit) return "the answer is too long";
  return failed.message();
}

Outcome read_answer(http::response<http::string_body>&& response, bool was_conditional) {
  const auto status = response.result_int();
  if (status >= 300 && status < 400 && status != 304) {
    return "answered " + std::to_string(status) + ": redirects are not followed";
  }
  const bool is_wanted = status == 200 || (status == 304 && was_conditional);
  if (!is_wanted) return "answered " + std::to_string(status);
  // No coding was requested, and the decoded size would have no limit (CWE-409).
  const auto coding = response[http::field::content_encoding];
  if (!coding.empty() && !beast::iequals(coding, "identity")) return std::string{"the answer is compressed"};
  const auto text = [&](http::field field) { return std::string{response[field]}; };
  GetAnswer answer;
  answer.status = status;
  answer.etag = text(http::field::etag);
  answer.cache_control = text(http::field::cache_control);
  answer.age = text(http::field::age);
  answer.body = std::move(response.body());
  return answer;
}

template <class Stream>
awaitable<Outcome> exchange(Stream& stream, const SourceUrl& url, const GetOptions& options) {
  http::request<http::empty_body> request{http::verb::get, url.target, 11};
  request.set(http::field::host, url.authority);
  request.set(http::field::user_agent, "gatehouse-verifier");
  request.set(http::field::accept, "application/jwk-set+json, application/json");
  request.set(http::field::connection, "close");
  if (!options.etag.empty()) request.set(http::field::if_none_match, options.etag);
  error_code failed;
  co_await http::async_write(stream, request, asio::redirect_error(use_awaitable, failed));
  if (failed) co_return describe(failed);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.header_limit(header_bytes);
  parser.body_limit(options.body_bytes);
  co_await http::async_read(stream, buffer, parser, asio::redirect_error(use_awaitable, failed));
  if (failed) co_return describe(failed);
  co_return read_answer(parser.release(), !options.etag.empty());
}

awaitable<Outcome> exchange_by_tls(TcpStream& tcp, const SourceUrl& url, const GetOptions& options,
                                   ssl::context& context) {
  TlsStream stream{tcp, context};
  // The certificate must belong to this host, and not only be valid (CWE-297).
  stream.set_verify_callback(ssl::host_name_verification(url.host));
  if (!url.is_literal && SSL_set_tlsext_host_name(stream.native_handle(), url.host.c_str()) != 1) {
    co_return std::string{"the host's name can't be sent"};
  }
  error_code failed;
  co_await stream.async_handshake(TlsStream::client, asio::redirect_error(use_awaitable, failed));
  if (failed) co_return "TLS: " + describe(failed);
  auto exchanging = exchange(stream, url, options);
  co_return co_await std::move(exchanging);
}

}  // namespace

result<std::unique_ptr<ssl::context>, std::string> make_tls_context(const std::string& ca_file) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  context->set_verify_mode(ssl::verify_peer);
  error_code failed;
  if (ca_file.empty()) {
    context->set_default_verify_paths(failed);
  } else {
    context->load_verify_file(ca_file, failed);
  }
  if (failed)
    return "can't read certificates" + (ca_file.empty() ? "" : " of " + ca_file) + ": " + failed.message();
  return context;
}

awaitable<Outcome> http_get(const SourceUrl& url, GetOptions options, ssl::context& tls) {
  auto resolving = resolve(url, options.deadline);
  const auto endpoints = co_await std::move(resolving);
  if (!endpoints) co_return endpoints.error();
  const auto executor = co_await asio::this_coro::executor;
  TcpStream tcp{executor};
  tcp.expires_at(options.deadline);
  error_code failed;
  co_await tcp.async_connect(*endpoints, asio::redirect_error(use_awaitable, failed));
  if (failed) co_return describe(failed);
  auto exchanging = url.is_tls ? exchange_by_tls(tcp, url, options, tls) : exchange(tcp, url, options);
  co_return co_await std::move(exchanging);
}

}  // namespace gatehouse::verifier
