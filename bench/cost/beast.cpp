// SPDX-License-Identifier: Apache-2.0
// GET /me written by hand on Boost.Beast in the style of its examples, but with JSON assembled by hand and
// without their timer for each message, which costs a tenth. beast HOST PORT

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <cstdlib>

#include "allocations/counted.h"
#include "cost/accounts.h"
#include "gatehouse/base/async.h"

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using gatehouse::awaitable, gatehouse::use_awaitable;
using gatehouse::bench::Accounts;
using Stream = beast::basic_stream<asio::ip::tcp, gatehouse::Executor>;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

namespace {

Response make(const Request& request, http::status status, std::string body) {
  Response response{status, request.version()};
  response.set(http::field::content_type, "application/json");
  response.keep_alive(request.keep_alive());
  response.body() = std::move(body);
  response.prepare_payload();
  return response;
}

Response get_me(const Request& request, const Accounts& accounts) {
  constexpr std::string_view scheme = "Bearer ";
  const auto field = request[http::field::authorization];
  const std::string_view value{field.data(), field.size()};
  if (value.size() <= scheme.size() || !beast::iequals(field.substr(0, scheme.size()), "Bearer ")) {
    auto response = make(request, http::status::unauthorized, R"({"detail":"Not authenticated"})");
    response.set(http::field::www_authenticate, "Bearer");
    return response;
  }
  const auto found = accounts.find(value.substr(scheme.size()));
  if (found == accounts.end()) {
    return make(request, http::status::forbidden, R"({"detail":"Could not validate credentials"})");
  }
  return make(request, http::status::ok,
              R"({"id":")" + found->second.id + R"(","email":")" + found->second.email + R"("})");
}

Response answer(const Request& request, const Accounts& accounts) {
  if (request.method() != http::verb::get) {
    return make(request, http::status::method_not_allowed, R"({"detail":"Method Not Allowed"})");
  }
  if (request.target() == "/me") return get_me(request, accounts);
  if (request.target() == "/allocations") {
    return make(request, http::status::ok,
                R"({"allocations":)" + std::to_string(gatehouse::test::allocations.load()) + "}");
  }
  return make(request, http::status::not_found, R"({"detail":"Not Found"})");
}

awaitable<> serve(Stream stream, const Accounts& accounts) {
  beast::flat_buffer buffer;
  try {
    for (bool is_open = true; is_open;) {
      Request request;
      co_await http::async_read(stream, buffer, request, use_awaitable);
      auto response = answer(request, accounts);
      is_open = response.keep_alive();
      co_await http::async_write(stream, response, use_awaitable);
    }
  } catch (const boost::system::system_error&) {  // The client has disconnected.
  }
}

awaitable<> listen(asio::io_context& context, asio::ip::tcp::endpoint endpoint, const Accounts& accounts) {
  asio::basic_socket_acceptor<asio::ip::tcp, gatehouse::Executor> acceptor{context, endpoint};
  for (;;) {
    auto socket = co_await acceptor.async_accept(use_awaitable);
    socket.set_option(asio::ip::tcp::no_delay{true});
    asio::co_spawn(context, serve(Stream{std::move(socket)}, accounts), asio::detached);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto accounts = gatehouse::bench::make_accounts();
  asio::io_context context{1};
  const auto port = static_cast<unsigned short>(std::atoi(argc > 1 ? argv[1] : "8000"));
  asio::co_spawn(context, listen(context, {asio::ip::address_v4::loopback(), port}, accounts),
                 asio::detached);
  context.run();
}
