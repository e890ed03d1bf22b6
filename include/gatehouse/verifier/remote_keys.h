#pragma once
// SPDX-License-Identifier: Apache-2.0
// The public keys that an OAuth server publishes (RFC 7517), fetched, kept, and fetched again.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"

namespace gatehouse::verifier {

/// How keys are fetched and how long they are kept. The clock outlives the RemoteKeys.
struct RemoteKeysOptions {
  /// How long keys are fresh where the answer has no `max-age`. One that it has counts between the bounds.
  std::chrono::seconds default_life = std::chrono::minutes{5};
  /// The least that an answer's `max-age` counts for; from a second on.
  std::chrono::seconds least_life = std::chrono::minutes{1};
  /// The most that it counts for; no less than the least.
  std::chrono::seconds most_life = std::chrono::hours{1};
  /// For how long after the last good answer its keys are used while there is no other: a key that has got
  /// out and is withdrawn is accepted for so long by a service that is kept from hearing of it.
  std::chrono::seconds most_staleness = std::chrono::hours{1};
  /// The least time between two fetches, whatever tokens strangers show (CWE-400). A token with a key that is
  /// newer than it is refused.
  std::chrono::seconds pause{10};
  /// The whole of a fetch. Keep it below the `stop_time` of a server whose requests wait for it.
  std::chrono::milliseconds fetch_time{5000};
  std::size_t body_bytes = 64 * 1024;  ///< longer answers are refused
  /// Whether `http` will do beyond this machine: whoever is on the way can then sign tokens (CWE-319).
  bool allow_plain_http = false;
  std::string ca_file{};       ///< certificates to trust, PEM, instead of the system's; empty: those
  std::shared_ptr<Log> log{};  ///< null: nothing is logged
  /// What times are read from; outlives this.
  const Clock& clock = system_clock();
};

/// The keys of one server. All of it is thread-safe; several verifiers may share it. A thread of its own
/// fetches: at once, when a token comes and the keys are old, and when it names a key that is not among them.
///
///     auto keys = verifier::RemoteKeys::from_url("https://id.example.com/.well-known/jwks.json");
///     if (!keys) return fail(keys.error());
///     verifier::Verifier verifier{*keys, {.issuer = "https://id.example.com"}};
///
/// - While keys are fresh no request waits. In the last fifth of that time the first request has them fetched
///   again, and none waits; a service that was idle for longer waits once.
/// - An answer replaces all keys: what is no longer in it is no longer accepted. Asked with `If-None-Match`.
/// - One that can't be used (an error, a redirect, no key set, two keys of one name, too long, too late)
///   changes nothing: the last good one stays in use, until `most_staleness`.
/// - Keys of the set that are of no use are left out, and logged: unknown kinds, weak ones, those that show
///   their private half.
class RemoteKeys {
 public:
  /// The key set at this URL: `https`, with the server's certificate checked for its host, or `http` on this
  /// machine. The error says in one line what is wrong with the URL or the options; whether the server can be
  /// reached is not known yet.
  [[nodiscard]] static result<std::shared_ptr<RemoteKeys>, std::string> from_url(
      std::string_view jwks_url, RemoteKeysOptions options = {});

  /// The key set that the issuer's metadata names (RFC 8414): the same `issuer`, and `jwks_uri`. Read before
  /// the first fetch of the keys, and again after one that failed. Errors as `from_url`.
  [[nodiscard]] static result<std::shared_ptr<RemoteKeys>, std::string> from_issuer(
      std::string_view issuer, RemoteKeysOptions options = {});

  /// Gives up a fetch under way; waits for a look-up of a name. Only when nobody waits for keys.
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
