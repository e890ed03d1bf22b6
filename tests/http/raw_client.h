#pragma once
// SPDX-License-Identifier: Apache-2.0
// A client that sends exactly the bytes that it is given, and reads answers strictly.

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::http::test {

/// An answer, parsed.
struct Answer {
  unsigned status = 0;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;

  /// Returns the value of the field with that name. If there are two, an expectation of the test fails.
  [[nodiscard]] std::optional<std::string> field(std::string_view name) const;
};

/// An error of a read. A reset is an error, but an orderly end is not.
class ClientError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A blocking connection to 127.0.0.1, or to ::1. Reads fail with ClientError after 20 seconds.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, bool v6 = false);
  /// Connects to 127.0.0.1 from another address of this machine, such as "127.0.0.2".
  RawClient(std::uint16_t port, const char* from);
  RawClient(RawClient&& other) noexcept;
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient();

  /// Sends all bytes. Ignores errors, because a server may close while a client still sends.
  void send(std::string_view bytes);
  /// Closes the sending side.
  void finish();
  /// Sends these few bytes and closes the sending side, so that both arrive together.
  void finish_with(std::string_view bytes);
  /// Makes the kernel answer everything that arrives from now on with a reset.
  void vanish();

  /// Reads the next answer, which may be an interim one. `to_head`: it has no body, whatever its fields say.
  [[nodiscard]] Answer read(bool to_head = false);
  /// Returns whether nothing but the end of the connection arrives.
  [[nodiscard]] bool is_closed();
  /// Reads everything up to the end of the connection.
  [[nodiscard]] std::string read_all();
  /// Reads as `read_all` does and returns the answers. Throws if the bytes are not a sequence
  /// of complete answers.
  [[nodiscard]] std::vector<Answer> read_answers();

 private:
  RawClient(std::uint16_t port, bool v6, const char* from);
  bool fill();
  std::string take_line();
  std::string read_chunks();

  int fd_ = -1;
  std::string buffer_;
};

/// Sends `bytes` on a new connection, closes the sending side, and returns all answers.
[[nodiscard]] std::vector<Answer> converse(std::uint16_t port, std::string_view bytes);

/// Returns the statuses, separated by spaces.
[[nodiscard]] std::string statuses(const std::vector<Answer>& answers);

}  // namespace gatehouse::http::test
