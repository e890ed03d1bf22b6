#pragma once
// SPDX-License-Identifier: Apache-2.0
// Who asks for a password hash: the line of the queue that its jobs wait in, and how they are abandoned.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace gatehouse::crypto {

/// The line of the queue in which a job waits. Lines of one kind are served in turn, and so are the kinds:
/// callers of one kind, however many, neither displace nor delay those of another by more than a turn.
class HashCaller {
 public:
  /// In the order of their turns.
  enum class Kind : std::uint8_t {
    console,  ///< the operator
    device,   ///< a device that its user has logged in from before
    address,  ///< any peer
    server    ///< the program itself
  };
  /// How many kinds there are.
  static constexpr std::size_t kinds = 4;

  /// A peer address, or what else tells peers apart. Each has its own line.
  [[nodiscard]] static HashCaller from_address(std::string_view address) { return {Kind::address, address}; }
  /// A known device. `id` is proved, not merely claimed, by the request. Each has its own line.
  [[nodiscard]] static HashCaller from_device(std::string_view id) { return {Kind::device, id}; }
  /// The operator, by a command. All commands share one line.
  [[nodiscard]] static HashCaller from_operator() { return {Kind::console, {}}; }
  /// The program, for work that no request waits for. All of it shares one line.
  [[nodiscard]] static HashCaller from_server() { return {Kind::server, {}}; }

  /// Whose queue its jobs wait in.
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  /// Tells the lines of one kind apart.
  [[nodiscard]] const std::string& line() const noexcept { return line_; }

  /// Whether both are the same line.
  friend bool operator==(const HashCaller&, const HashCaller&) = default;

 private:
  HashCaller(Kind kind, std::string_view line) : kind_(kind), line_(line) {}

  Kind kind_;
  std::string line_;
};

/// A request of the library's HTTP server, or anything else that knows its peer address and when the peer has
/// gone.
template <class T>
concept HashRequest = requires(const T& request) {
  { request.remote_address } -> std::convertible_to<std::string_view>;
  { request.when_gone() } -> std::same_as<std::stop_token>;
};

/// The origin of a job. There is no default: a check that named no caller would share a line with all such
/// checks, and one attacker could block them (CWE-770).
class JobOptions {
 public:
  /// `abandon`: stopped when the answer is no longer wanted; an empty token if it always is.
  JobOptions(HashCaller who, std::stop_token abandon_token)
      : caller(std::move(who)), abandon(std::move(abandon_token)) {}
  /// The line of the request's peer address; abandoned when the peer has gone.
  template <HashRequest Request>
  explicit JobOptions(const Request& request)
      : JobOptions(HashCaller::from_address(request.remote_address), request.when_gone()) {}

  /// Whose line the job waits in.
  HashCaller caller;
  /// Once it is stopped, a job that still waits is dropped.
  std::stop_token abandon;
};

namespace detail {

/// The answer of a hasher's functions that are called without a JobOptions: they do not compile.
template <class T>
struct CallerMissing {
  static_assert(
      sizeof(T) == 0,
      "gatehouse: name who asks for this hash, by a last argument such as crypto::JobOptions{request}");
};

}  // namespace detail
}  // namespace gatehouse::crypto
