#pragma once
// SPDX-License-Identifier: Apache-2.0
// A running server whose handler says what it was asked, and whatever else the tests need.

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

/// Remembers the lines written.
class MemoryLog final : public Log {
 public:
  [[nodiscard]] bool is_enabled(LogLevel) const noexcept override { return true; }
  void write(LogLevel level, std::string_view message,
             std::initializer_list<LogField> fields) noexcept override;
  /// All lines, "message name=value …" each.
  [[nodiscard]] std::string text() const;

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

/// Whether a condition comes true within five seconds.
template <class Condition>
bool becomes_true(Condition condition) {
  for (int i = 0; i < 500; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  return false;
}

/// Answers by path; unless listed there, with the request's body, and its method, target and number of fields
/// in fields of the answer.
///
///     /throw           throws
///     /status/NNN      that status, with a body
///     /big/N /static/N a body of N bytes
///     /fields          fields that must not arrive, and one that must
///     /close           asks for the end of the connection
///     /wait            answers when the test says `release`
///     /gone            answers when it is told that the client has gone
class TestHandler final : public Handler {
 public:
  awaitable<> handle(const Request& request, Response& response) override;

  /// Waits until `count` requests wait in /wait.
  void await_waiting(std::size_t count);
  /// Lets those go on.
  void release();
  /// How many requests have been handled.
  [[nodiscard]] unsigned handled() const noexcept { return handled_; }
  /// Waits until `count` of /gone have been told.
  void await_gone(std::size_t count);
  /// The threads that handled any.
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

/// The bytes of /static/N and /big/N.
[[nodiscard]] std::string_view pattern(std::size_t size);

/// Options for tests: one thread, a port that the system picks, no signals; no io_uring if the environment
/// has GATEHOUSE_TEST_EPOLL.
[[nodiscard]] ServerOptions test_options();

/// The port of one of the addresses that it listens on.
[[nodiscard]] std::uint16_t port_of(const Server& server, std::size_t address = 0);

/// Runs from construction to destruction.
class TestServer {
 public:
  explicit TestServer(ServerOptions options = test_options());
  /// With another handler, which must outlive it.
  TestServer(ServerOptions options, Handler& handler);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  [[nodiscard]] std::uint16_t port(std::size_t address = 0) const;
  [[nodiscard]] TestHandler& handler() noexcept { return handler_; }
  [[nodiscard]] MemoryLog& log() noexcept { return *log_; }
  [[nodiscard]] Server& server() noexcept { return server_; }
  /// Stops, and waits until `run` has returned.
  void stop();

 private:
  TestHandler handler_;
  std::shared_ptr<MemoryLog> log_ = std::make_shared<MemoryLog>();
  Server server_;
  std::thread thread_;
};

}  // namespace gatehouse::http::test
