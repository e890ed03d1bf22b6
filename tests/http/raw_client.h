#pragma once
// SPDX-License-Identifier: Apache-2.0
// A client that sends exactly the bytes it is told to, and reads answers without leniency.

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::http::test {

/// One answer, taken apart.
struct Answer {
  unsigned status = 0;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;

  /// The value of the field of that name; fails the caller's expectations if there are two.
  [[nodiscard]] std::optional<std::string> field(std::string_view name) const;
};

/// What a read may run into. A reset is an error; an orderly end is not.
class ClientError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A blocking connection to 127.0.0.1, or to ::1. Reads give up with ClientError after 20 seconds.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, bool v6 = false);
  /// From another address of this machine, such as "127.0.0.2", to 127.0.0.1.
  RawClient(std::uint16_t port, const char* from);
  RawClient(RawClient&& other) noexcept;
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient();

  /// Sends all of it. Errors count for nothing: a server may close while a client still sends.
  void send(std::string_view bytes);
  /// Sends nothing more.
  void finish();
  /// Sends these few bytes and nothing more, so that they come together with the end.
  void finish_with(std::string_view bytes);
  /// Makes the kernel answer whatever comes from now on with a reset.
  void vanish();

  /// The next answer, interim ones too. `to_head`: it has no body whatever it says.
  [[nodiscard]] Answer read(bool to_head = false);
  /// Whether nothing but the end of the connection comes.
  [[nodiscard]] bool is_closed();
  /// Everything to the end of the connection.
  [[nodiscard]] std::string read_all();
  /// `read_all` as answers; throws if what came is not a run of whole answers.
  [[nodiscard]] std::vector<Answer> read_answers();

 private:
  RawClient(std::uint16_t port, bool v6, const char* from);
  bool fill();
  std::string take_line();
  std::string read_chunks();

  int fd_ = -1;
  std::string buffer_;
};

/// Sends `bytes` and nothing more on a new connection, and returns the answers to its end.
[[nodiscard]] std::vector<Answer> converse(std::uint16_t port, std::string_view bytes);

/// The statuses, joined by a space.
[[nodiscard]] std::string statuses(const std::vector<Answer>& answers);

}  // namespace gatehouse::http::test
