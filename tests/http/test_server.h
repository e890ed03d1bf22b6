#pragma once
// SPDX-License-Identifier: Apache-2.0
// A running server whose handler echoes requests, and other helpers for tests.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gatehouse/http/server.h"

namespace gatehouse::http::test {

/// A log that remembers its lines.
class MemoryLog final : public Log {
 public:
  [[nodiscard]] bool is_enabled(LogLevel) const noexcept override { return true; }
  void write(LogLevel level, std::string_view message,
             std::initializer_list<LogField> fields) noexcept override;
  /// Returns all lines in the form "message name=value …".
  [[nodiscard]] std::string text() const;

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

/// Returns whether a condition becomes true within five seconds.
template <class Condition>
bool becomes_true(Condition condition) {
  for (int i = 0; i < 500; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  return false;
}

/// Answers by path. Other paths get the request's body, with its method, target and number of fields in
/// fields of the answer.
///
///     /throw           throws
///     /status/NNN      that status, with a body
///     /big/N /static/N a body of N bytes
///     /fields          fields that must not arrive, and one that must
///     /close           asks for the end of the connection
///     /wait            answers when the test calls `release`
///     /gone            answers when it learns that the caller has disconnected
class TestHandler final : public Handler {
 public:
  awaitable<> handle(const Request& request, Response& response) override;

  /// Blocks until `count` requests wait at /wait.
  void await_waiting(std::size_t count);
  /// Lets those requests continue.
  void release();
  /// Returns how many requests have been handled.
  [[nodiscard]] unsigned handled() const noexcept { return handled_; }
  /// Blocks until `count` requests at /gone have learned it.
  void await_gone(std::size_t count);
  /// Returns the threads that handled requests.
  [[nodiscard]] std::set<unsigned> workers();

 private:
  awaitable<> note_gone(const Request& request);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Resume<bool>> waiting_;
  std::size_t gone_ = 0;
  std::set<unsigned> workers_;
  std::atomic<unsigned> handled_ = 0;
};

/// Returns the bytes of /static/N and /big/N.
[[nodiscard]] std::string_view pattern(std::size_t size);

/// Returns options for tests: one thread, a port chosen by the system, no signals, and no io_uring if the
/// environment contains GATEHOUSE_TEST_EPOLL.
[[nodiscard]] ServerOptions test_options();

/// Returns the port of one of the addresses that the server listens on.
[[nodiscard]] std::uint16_t port_of(const Server& server, std::size_t address = 0);

/// A server that runs from construction to destruction.
class TestServer {
 public:
  explicit TestServer(ServerOptions options = test_options());
  /// With another handler, which must outlive this.
  TestServer(ServerOptions options, Handler& handler);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  [[nodiscard]] std::uint16_t port(std::size_t address = 0) const;
  [[nodiscard]] TestHandler& handler() noexcept { return handler_; }
  [[nodiscard]] MemoryLog& log() noexcept { return *log_; }
  [[nodiscard]] Server& server() noexcept { return server_; }
  /// Stops the server and blocks until `run` has returned.
  void stop();

 private:
  TestHandler handler_;
  std::shared_ptr<MemoryLog> log_ = std::make_shared<MemoryLog>();
  Server server_;
  std::thread thread_;
};

}  // namespace gatehouse::http::test
