// SPDX-License-Identifier: Apache-2.0
#include "server/control_socket.h"

#include <sys/stat.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>
#include <string>
#include <utility>

namespace gatehouse::server {
namespace {

using boost::asio::local::stream_protocol;
using boost::system::error_code;

// More than any command has; a request longer than this is refused.
constexpr std::size_t max_request = 64 * 1024;

std::filesystem::path socket_path(const std::filesystem::path& data) { return data / "control.sock"; }

template <class T>
bool read_json(const std::string& text, T& out) {
  const auto document = schema::parse_json(text);
  if (!document) return false;
  schema::Problems problems;
  schema::Reporter reporter{problems};
  return schema::decode(document->root, reporter, out);
}

awaitable<> converse(stream_protocol::socket socket, auth::Accounts& accounts) {
  std::string request;
  error_code ec;
  auto buffer = boost::asio::dynamic_buffer(request, max_request);
  co_await boost::asio::async_read(socket, buffer, boost::asio::redirect_error(use_awaitable, ec));
  UserCommand command;
  UserOutcome outcome;
  outcome.text = "the running server does not understand this command: is it of another version?";
  const bool is_read = ec == boost::asio::error::eof && read_json(request, command);
  wipe(request);  // it may hold a password
  if (is_read) {
    auto running = run_user_command(accounts, std::move(command));
    outcome = co_await std::move(running);
  }
  std::string reply;
  schema::encode(reply, outcome);
  co_await boost::asio::async_write(socket, boost::asio::buffer(reply),
                                    boost::asio::redirect_error(use_awaitable, ec));
}

}  // namespace

class ControlServer::Impl {
 public:
  Impl(std::filesystem::path path, boost::asio::io_context& context, auth::Accounts& accounts)
      : path_(std::move(path)), acceptor_(context), accounts_(accounts) {}
  ~Impl() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

  void listen() {
    std::filesystem::remove(path_);
    const stream_protocol::endpoint endpoint{path_.string()};
    acceptor_.open(endpoint.protocol());
    // Before anyone can connect: bind makes the file with the rights that the mask leaves.
    const auto old_mask = ::umask(0177);
    error_code ec;
    acceptor_.bind(endpoint, ec);
    ::umask(old_mask);
    if (ec) throw boost::system::system_error(ec);
    acceptor_.listen();
    boost::asio::co_spawn(acceptor_.get_executor(), accept(), boost::asio::detached);
  }

 private:
  awaitable<> accept() {
    for (;;) {
      error_code ec;
      stream_protocol::socket socket{acceptor_.get_executor()};
      co_await acceptor_.async_accept(socket, boost::asio::redirect_error(use_awaitable, ec));
      if (ec) co_return;
      boost::asio::co_spawn(acceptor_.get_executor(), converse(std::move(socket), accounts_),
                            boost::asio::detached);
    }
  }

  std::filesystem::path path_;
  boost::asio::basic_socket_acceptor<stream_protocol, Executor> acceptor_;
  auth::Accounts& accounts_;
};

ControlServer::ControlServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ControlServer::~ControlServer() = default;

result<std::unique_ptr<ControlServer>, Problem> ControlServer::open(const std::filesystem::path& data,
                                                                    boost::asio::io_context& context,
                                                                    auth::Accounts& accounts) {
  auto impl = std::make_unique<Impl>(socket_path(data), context, accounts);
  try {
    impl->listen();
  } catch (const std::exception& error) {
    return Problem{"can't listen on " + socket_path(data).string() + ": " + error.what()};
  }
  return std::unique_ptr<ControlServer>{new ControlServer{std::move(impl)}};
}

result<std::optional<UserOutcome>, Problem> send_to_server(const std::filesystem::path& data,
                                                           const UserCommand& command) {
  boost::asio::io_context context;
  stream_protocol::socket socket{context};
  error_code ec;
  socket.connect(stream_protocol::endpoint{socket_path(data).string()}, ec);
  if (ec) return std::optional<UserOutcome>{};
  std::string text;
  schema::encode(text, command);
  boost::asio::write(socket, boost::asio::buffer(text), ec);
  wipe(text);
  if (!ec) socket.shutdown(stream_protocol::socket::shutdown_send, ec);
  std::string reply;
  if (!ec) boost::asio::read(socket, boost::asio::dynamic_buffer(reply), ec);
  UserOutcome outcome;
  if (ec != boost::asio::error::eof || !read_json(reply, outcome)) {
    return Problem{"the running server did not answer: " + ec.message()};
  }
  return std::optional{std::move(outcome)};
}

}  // namespace gatehouse::server
