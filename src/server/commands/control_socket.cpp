// SPDX-License-Identifier: Apache-2.0
#include "server/commands/control_socket.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>
#include <chrono>
#include <exception>
#include <stop_token>
#include <string>
#include <utility>

#include "gatehouse/base/descriptor.h"

namespace gatehouse::server {
namespace {

using boost::asio::local::stream_protocol;
using boost::system::error_code;

// Longer than any command. A longer request is refused.
constexpr std::size_t max_request = 64 * 1024;

// How long a command may take to arrive, and its reply to be read.
constexpr std::chrono::seconds patience{10};

// The pause before accepting again when no descriptor was free.
constexpr std::chrono::milliseconds accept_pause{100};

std::filesystem::path socket_path(const std::filesystem::path& data) { return data / "control.sock"; }

template <class T>
bool read_json(const std::string& text, T& out) {
  const auto document = schema::parse_json(text);
  if (!document) return false;
  schema::Problems problems;
  schema::Reporter reporter{problems};
  return schema::decode(document->root, reporter, out);
}

// An address of the socket that fits into the 108 bytes of sockaddr_un (unix(7)), however long the
// folder's path is.
class SocketAddress {
 public:
  explicit SocketAddress(const std::filesystem::path& path) : text_(path.string()) {
    if (text_.size() < sizeof(sockaddr_un::sun_path)) return;
    folder_ = ::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    text_ = "/proc/self/fd/" + std::to_string(folder_) + "/" + path.filename().string();
  }
  ~SocketAddress() {
    if (folder_ >= 0) ::close(folder_);
  }
  SocketAddress(const SocketAddress&) = delete;
  SocketAddress& operator=(const SocketAddress&) = delete;

  [[nodiscard]] stream_protocol::endpoint endpoint() const { return stream_protocol::endpoint{text_}; }

 private:
  std::string text_;
  int folder_ = -1;
};

using Socket = stream_protocol::socket::rebind_executor<Executor>::other;
using Timer = boost::asio::steady_timer::rebind_executor<Executor>::other;

// Closes `socket` unless cancelled in time, so that a caller who sends nothing does not keep
// a descriptor (CWE-772).
std::shared_ptr<Timer> limit_time(const std::shared_ptr<Socket>& socket) {
  auto timer = std::make_shared<Timer>(socket->get_executor(), patience);
  timer->async_wait([socket](error_code ec) {
    error_code ignored;
    if (!ec) socket->close(ignored);
  });
  return timer;
}

awaitable<> converse(std::shared_ptr<Socket> socket, CommandTargets targets) {
  std::string request;
  error_code ec;
  auto buffer = boost::asio::dynamic_buffer(request, max_request);
  auto limit = limit_time(socket);
  co_await boost::asio::async_read(*socket, buffer, boost::asio::redirect_error(use_awaitable, ec));
  limit->cancel();
  Command command;
  if (ec != boost::asio::error::eof || !read_json(request, command)) command = {};
  wipe(request);  // it may contain a password
  // The caller has closed its writing side. When it closes the other side too, it no longer waits.
  std::stop_source gone;
  socket->async_wait(Socket::wait_error, [gone](error_code failed) mutable {
    if (!failed) gone.request_stop();
  });
  auto running = run_command(targets, std::move(command), gone.get_token());
  auto outcome = co_await std::move(running);
  socket->cancel(ec);
  std::string reply;
  schema::encode(reply, outcome);
  wipe(outcome.text);  // it may contain a client's secret
  limit = limit_time(socket);
  co_await boost::asio::async_write(*socket, boost::asio::buffer(reply),
                                    boost::asio::redirect_error(use_awaitable, ec));
  wipe(reply);
  limit->cancel();
}

}  // namespace

// Descriptors reserved for one command when all others are in use (CWE-774): one for its connection, the rest
// for files that it opens.
class ReservedDescriptors {
 public:
  ReservedDescriptors() { fill(); }

  void fill() {
    for (auto& fd : fds_) {
      if (fd.get() < 0) fd = Descriptor{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    }
  }
  void release() {
    for (auto& fd : fds_) fd = Descriptor{};
  }

 private:
  std::array<Descriptor, 4> fds_;
};

class ControlServer::Impl {
 public:
  Impl(std::filesystem::path path, boost::asio::io_context& context, const CommandTargets& targets)
      : path_(std::move(path)), acceptor_(context), targets_(targets) {}
  ~Impl() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

  void listen() {
    std::filesystem::remove(path_);
    const SocketAddress address{path_};
    const auto endpoint = address.endpoint();
    acceptor_.open(endpoint.protocol());
    // bind creates the file with the rights that the umask leaves, so no other user can connect at any time.
    const auto old_mask = ::umask(0177);
    error_code ec;
    acceptor_.bind(endpoint, ec);
    ::umask(old_mask);
    if (ec) throw boost::system::system_error(ec);
    acceptor_.non_blocking(true);
    acceptor_.listen();
    boost::asio::co_spawn(acceptor_.get_executor(), accept(), boost::asio::detached);
  }

 private:
  awaitable<> accept() {
    Timer pause{acceptor_.get_executor()};
    for (;;) {
      error_code ec;
      auto socket = std::make_shared<Socket>(acceptor_.get_executor());
      co_await acceptor_.async_accept(*socket, boost::asio::redirect_error(use_awaitable, ec));
      if (ec == boost::asio::error::operation_aborted) co_return;
      if (ec == boost::asio::error::no_descriptors ||
          ec == boost::system::errc::too_many_files_open_in_system) {
        reserved_->release();
        acceptor_.accept(*socket, ec);
        if (ec) reserved_->fill();
      }
      if (ec) {
        pause.expires_after(accept_pause);
        co_await pause.async_wait(boost::asio::redirect_error(use_awaitable, ec));
        continue;
      }
      auto finish = [reserved = reserved_](const std::exception_ptr&) { reserved->fill(); };
      boost::asio::co_spawn(acceptor_.get_executor(), converse(std::move(socket), targets_), finish);
    }
  }

  std::filesystem::path path_;
  stream_protocol::acceptor::rebind_executor<Executor>::other acceptor_;
  CommandTargets targets_;
  std::shared_ptr<ReservedDescriptors> reserved_ = std::make_shared<ReservedDescriptors>();
};

ControlServer::ControlServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ControlServer::~ControlServer() = default;

result<std::unique_ptr<ControlServer>, Problem> ControlServer::open(const std::filesystem::path& data,
                                                                    boost::asio::io_context& context,
                                                                    const CommandTargets& targets) {
  auto impl = std::make_unique<Impl>(socket_path(data), context, targets);
  try {
    impl->listen();
  } catch (const std::exception& error) {
    return Problem{"can't listen on " + socket_path(data).string() + ": " + error.what()};
  }
  return std::unique_ptr<ControlServer>{new ControlServer{std::move(impl)}};
}

result<std::optional<CommandOutcome>, Problem> send_to_server(const std::filesystem::path& data,
                                                              const Command& command) {
  boost::asio::io_context context;
  stream_protocol::socket socket{context};
  error_code ec;
  const SocketAddress address{socket_path(data)};
  socket.connect(address.endpoint(), ec);
  if (ec) return std::optional<CommandOutcome>{};
  std::string text;
  schema::encode(text, command);
  boost::asio::write(socket, boost::asio::buffer(text), ec);
  wipe(text);
  if (!ec) socket.shutdown(stream_protocol::socket::shutdown_send, ec);
  std::string reply;
  if (!ec) boost::asio::read(socket, boost::asio::dynamic_buffer(reply), ec);
  CommandOutcome outcome;
  if (ec != boost::asio::error::eof || !read_json(reply, outcome)) {
    return Problem{"the running server did not answer: " + ec.message()};
  }
  return std::optional{std::move(outcome)};
}

}  // namespace gatehouse::server
