#pragma once
// SPDX-License-Identifier: Apache-2.0
// Fetches the public keys that an OAuth server publishes (RFC 7517), and refreshes them.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"

namespace gatehouse::verifier {

/// Options of RemoteKeys. The clock must outlive the RemoteKeys.
struct RemoteKeysOptions {
  /// How long keys are fresh if the answer has no `max-age`. A `max-age` is limited to the range below.
  std::chrono::seconds default_life = std::chrono::minutes{5};
  /// The lower limit of `max-age`. At least one second.
  std::chrono::seconds least_life = std::chrono::minutes{1};
  /// The upper limit of `max-age`. At least `least_life`.
  std::chrono::seconds most_life = std::chrono::hours{1};
  /// How long the keys of the last good answer are used while no newer answer can be had. A withdrawn key is
  /// accepted for this long if an attacker can block the fetches of the service.
  std::chrono::seconds most_staleness = std::chrono::hours{1};
  /// The minimum time between two fetches, whatever tokens callers send (CWE-400). A token signed with a key
  /// that was published after the last fetch is refused until then.
  std::chrono::seconds pause{10};
  /// The time limit of a whole fetch. It should be less than the `stop_time` of a server whose requests
  /// wait for it.
  std::chrono::milliseconds fetch_time{5000};
  std::size_t body_bytes = 64 * 1024;  ///< longer answers are refused
  /// Whether `http` is allowed for other hosts. An attacker on the network path can then replace the keys and
  /// sign tokens (CWE-319).
  bool allow_plain_http = false;
  /// A PEM file of trusted certificates. If empty, those of the system are used.
  std::string ca_file{};
  std::shared_ptr<Log> log{};  ///< null: nothing is logged
  /// Must outlive this object.
  const Clock& clock = system_clock();
};

/// The keys of one server. Thread-safe; several verifiers may share it. It fetches on its own thread:
/// immediately, when a token is checked after the keys became old, and when a token names an unknown key.
///
///     auto keys = verifier::RemoteKeys::from_url("https://id.example.com/.well-known/jwks.json");
///     if (!keys) return fail(keys.error());
///     verifier::Verifier verifier{*keys, {.issuer = "https://id.example.com"}};
///
/// - While the keys are fresh, no request waits. In the last fifth of this time the first request starts a
///   fetch, and none waits. A service that was idle for longer waits once.
/// - An answer replaces all keys. A key that it no longer contains is no longer accepted. The
///   request has `If-None-Match`.
/// - An answer that cannot be used (an error, a redirect, no key set, two keys with one `kid`, too long, too
///   late) changes nothing: the last good answer stays in use for at most `most_staleness`.
/// - Keys of the set that cannot be used are left out and logged: unknown kinds, weak keys, and keys that
///   contain their private half.
class RemoteKeys {
 public:
  /// Uses the key set at this URL: `https`, with the certificate of the server checked for its host name, or
  /// `http` on this machine. Fails with a line of text that says what is wrong with the URL or the options.
  /// Does not check whether the server can be reached.
  [[nodiscard]] static result<std::shared_ptr<RemoteKeys>, std::string> from_url(
      std::string_view jwks_url, RemoteKeysOptions options = {});

  /// Uses the key set that the metadata of the issuer names (RFC 8414). The metadata must have the same
  /// `issuer` and a `jwks_uri`. It is read before the first fetch of the keys, and again after a failed
  /// fetch. Fails like `from_url`.
  [[nodiscard]] static result<std::shared_ptr<RemoteKeys>, std::string> from_issuer(
      std::string_view issuer, RemoteKeysOptions options = {});

  /// Cancels a running fetch, but blocks until a running name look-up has ended. No coroutine may be
  /// waiting for keys.
  ~RemoteKeys();
  RemoteKeys(const RemoteKeys&) = delete;
  RemoteKeys& operator=(const RemoteKeys&) = delete;

 private:
  class Impl;
  friend class Verifier;

  explicit RemoteKeys(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::verifier
