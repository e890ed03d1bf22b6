// SPDX-License-Identifier: Apache-2.0

#include "http/test_server.h"

#include <cstdlib>
#include <functional>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <utility>

#include "ring/io_uring.h"

namespace gatehouse::http::test {
namespace {

std::size_t number_after(std::string_view path, std::string_view prefix) {
  return std::strtoul(std::string{path.substr(prefix.size())}.c_str(), nullptr, 10);
}

ServerOptions with_log(ServerOptions options, std::shared_ptr<Log> log) {
  options.log = std::move(log);
  return options;
}

void set_fields(Response& response) {
  response.set("X-Good", "yes");
  response.set("X-Split", "a\r\nX-Injected: 1");
  response.set("X-Line", "a\nb");
  response.set("X-Nul", std::string{"a\0b", 3});
  response.set("X-Name\r\nX-Injected", "1");
  response.set("X-Colon: x", "1");
  response.set("", "no name");
  response.set("Content-Length", "999");
  response.set("transfer-encoding", "chunked");
  response.set("Date", "yesterday");
  response.set("X-Request-Id", "mine");
}

}  // namespace

void MemoryLog::write(LogLevel, std::string_view message, std::initializer_list<LogField> fields) noexcept {
  const std::lock_guard lock{mutex_};
  text_.append(message);
  for (const auto& field : fields) {
    text_.append(" ").append(field.name).append("=");
    if (const auto* text = std::get_if<std::string_view>(&field.value)) text_.append(*text);
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) text_.append(std::to_string(*number));
  }
  text_.append("\n");
}

std::string MemoryLog::text() const {
  const std::lock_guard lock{mutex_};
  return text_;
}

std::string_view pattern(std::size_t size) {
  static const std::string text = [] {
    std::string out;
    for (unsigned i = 0; out.size() < std::size_t{8} << 20; ++i) out.append(std::to_string(i)).append(",");
    return out;
  }();
  return std::string_view{text}.substr(0, size);
}

awaitable<> TestHandler::handle(const Request& request, Response& response) {
  ++handled_;
  {
    const std::lock_guard lock{mutex_};
    workers_.insert(request.worker);
  }
  const auto path = request.path;
  response.content_type = "text/plain";
  if (path == "/throw") throw std::runtime_error{"thrown on purpose"};
  if (path == "/throw/int") throw 1;
  if (path.starts_with("/status/")) response.status = static_cast<unsigned>(number_after(path, "/status/"));
  if (path.starts_with("/static/")) {
    response.static_body = pattern(number_after(path, "/static/"));
    co_return;
  }
  if (path.starts_with("/big/")) {
    response.body = pattern(number_after(path, "/big/"));
    co_return;
  }
  if (path == "/fields") set_fields(response);
  if (path == "/close") response.set("Connection", "close");
  if (path == "/wait") {
    auto start = [this](Resume<bool> resume) {
      const std::lock_guard lock{mutex_};
      waiting_.push_back(std::move(resume));
      changed_.notify_all();
    };
    co_await suspend<bool>(std::move(start));
  }
  if (path == "/gone") co_await note_gone(request);
  response.set("X-Method", std::string{request.method});
  response.set("X-Target", std::string{request.target});
  response.set("X-Path", std::string{request.path});
  response.set("X-Query", std::string{request.query});
  response.set("X-Fields", std::to_string(request.fields.size()));
  response.set("X-Remote", std::string{request.remote_address});
  response.set("X-Id", std::string{request.id});
  response.body = request.body;
}

awaitable<> TestHandler::note_gone(const Request& request) {
  std::optional<Resume<bool>> waiting;
  std::optional<std::stop_callback<std::function<void()>>> callback;
  auto start = [&](Resume<bool> resume) {
    waiting.emplace(std::move(resume));
    callback.emplace(request.when_gone(), [&] { (*waiting)(true); });
  };
  co_await suspend<bool>(std::move(start));
  const std::lock_guard lock{mutex_};
  ++gone_;
  changed_.notify_all();
}

void TestHandler::await_gone(std::size_t count) {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return gone_ >= count; });
}

void TestHandler::await_waiting(std::size_t count) {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return waiting_.size() >= count; });
}

void TestHandler::release() {
  const std::lock_guard lock{mutex_};
  for (auto& resume : waiting_) resume(true);
  waiting_.clear();
}

std::set<unsigned> TestHandler::workers() {
  const std::lock_guard lock{mutex_};
  return workers_;
}

ServerOptions test_options() {
  ServerOptions options;
  options.listen = {"127.0.0.1:0"};
  options.threads = 1;
  options.stop_on_signals = false;
  if (std::getenv("GATEHOUSE_TEST_EPOLL") == nullptr) options.make_ring = ring::IoUring::make;
  return options;
}

std::uint16_t port_of(const Server& server, std::size_t address) {
  const auto text = server.addresses().at(address);
  return static_cast<std::uint16_t>(std::stoul(text.substr(text.rfind(':') + 1)));
}

TestServer::TestServer(ServerOptions options) : TestServer(std::move(options), handler_) {}

TestServer::TestServer(ServerOptions options, Handler& handler)
    : server_(with_log(std::move(options), log_), handler) {
  if (auto listening = server_.listen(); !listening) throw std::runtime_error{listening.error()};
  thread_ = std::thread{[this] { server_.run(); }};
}

TestServer::~TestServer() {
  stop();
  handler_.release();  // releases requests that were abandoned
}

void TestServer::stop() {
  if (!thread_.joinable()) return;
  server_.stop();
  thread_.join();
}

std::uint16_t TestServer::port(std::size_t address) const { return port_of(server_, address); }

}  // namespace gatehouse::http::test
