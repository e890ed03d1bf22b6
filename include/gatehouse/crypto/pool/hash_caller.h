#pragma once
// SPDX-License-Identifier: Apache-2.0
// Identifies the caller of a password hash, for fair queueing and for abandoning jobs.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace gatehouse::crypto {

/// The queue line in which a job waits. The kinds of callers are served in turn, and so are the lines of one
/// kind. However many callers one kind has, they do not displace callers of another kind and delay them by at
/// most one turn.
class HashCaller {
 public:
  /// The kinds of callers, in the order of their turns.
  enum class Kind : std::uint8_t {
    console,  ///< the operator
    device,   ///< a device on which its user has logged in before
    address,  ///< any peer address
    server    ///< the program itself
  };
  /// The number of kinds.
  static constexpr std::size_t kinds = 4;

  /// A peer address, or another text that identifies a peer. Each has its own line.
  [[nodiscard]] static HashCaller from_address(std::string_view address) { return {Kind::address, address}; }
  /// A known device. The request must prove its `id`, not only claim it. Each device has its own line.
  [[nodiscard]] static HashCaller from_device(std::string_view id) { return {Kind::device, id}; }
  /// The operator, for a command. All commands share one line.
  [[nodiscard]] static HashCaller from_operator() { return {Kind::console, {}}; }
  /// The program, for work that no request waits for. All such work shares one line.
  [[nodiscard]] static HashCaller from_server() { return {Kind::server, {}}; }

  /// Returns the kind, which selects the queue.
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  /// Returns the text that identifies the line within its kind.
  [[nodiscard]] const std::string& line() const noexcept { return line_; }

  /// Returns whether both are the same line.
  friend bool operator==(const HashCaller&, const HashCaller&) = default;

 private:
  HashCaller(Kind kind, std::string_view line) : kind_(kind), line_(line) {}

  Kind kind_;
  std::string line_;
};

/// A request of the library's HTTP server, or any other type that knows its peer address and whether the
/// peer has disconnected.
template <class T>
concept HashRequest = requires(const T& request) {
  { request.remote_address } -> std::convertible_to<std::string_view>;
  { request.when_gone() } -> std::same_as<std::stop_token>;
};

/// The caller of a job. There is no default, because all checks without a caller would share one line, and
/// one attacker could block them (CWE-770).
class JobOptions {
 public:
  /// `abandon_token` is stopped when the result is no longer needed. An empty token means that it
  /// always is needed.
  JobOptions(HashCaller who, std::stop_token abandon_token)
      : caller(std::move(who)), abandon(std::move(abandon_token)) {}
  /// Uses the line of the request's peer address. The job is abandoned when the peer disconnects.
  template <HashRequest Request>
  explicit JobOptions(const Request& request)
      : JobOptions(HashCaller::from_address(request.remote_address), request.when_gone()) {}

  /// Selects the line in which the job waits.
  HashCaller caller;
  /// When this is stopped, a job that is still waiting is dropped.
  std::stop_token abandon;
};

namespace detail {

/// The return type of the hash functions without a JobOptions argument. It makes such a call fail to compile.
template <class T>
struct CallerMissing {
  static_assert(
      sizeof(T) == 0,
      "gatehouse: name who asks for this hash, by a last argument such as crypto::JobOptions{request}");
};

}  // namespace detail
}  // namespace gatehouse::crypto
