#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface to the stored key pairs that sign access tokens.

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/secret.h"
#include "store/call.h"
#include "store/error.h"

namespace gatehouse::store {

/// A stored key pair.
class KeyPair {
 public:
  KeyPair(std::string id, std::string alg, Secret pkcs8, TimePoint created, TimePoint active, TimePoint until)
      : kid(std::move(id)),
        algorithm(std::move(alg)),
        private_key(std::move(pkcs8)),
        created_at(created),
        active_at(active),
        secret_until(until) {}

  std::string kid;
  std::string algorithm;  ///< the value of `alg` (RFC 7518)
  Secret private_key;     ///< PKCS#8 in DER
  TimePoint created_at;
  TimePoint active_at;     ///< the time from which it signs
  TimePoint secret_until;  ///< when the last token expires that the secret signed
};
static_assert(!std::is_aggregate_v<KeyPair>);

/// Stores key pairs. It is a part of a Store and gives the same guarantees. Every change of the key pairs is
/// published to `Store::changes()`.
class KeyStore {
 public:
  KeyStore() = default;
  KeyStore(const KeyStore&) = delete;
  KeyStore& operator=(const KeyStore&) = delete;
  virtual ~KeyStore() = default;

  /// Returns all key pairs, in the order in which they become active.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<KeyPair>>> list_keys() = 0;

  /// Adds a key pair if `last` is the kid of the key pair that becomes active last, or nullopt and there is
  /// no key pair. So of two concurrent rotations only one succeeds. Fails with `conflict` when `last` is no
  /// longer right, and when another key pair becomes active at exactly the same time.
  [[nodiscard]] virtual awaitable<StoreResult<>> add_key(Call call, KeyPair key,
                                                         std::optional<std::string> last) = 0;

  /// Returns `secret_until` of the key pairs that a restore has deleted, or nullopt if there were none.
  [[nodiscard]] virtual awaitable<StoreResult<std::optional<TimePoint>>> find_secret_until() = 0;

  /// Records that access tokens are signed with the secret. Calling it again has no further effect.
  [[nodiscard]] virtual awaitable<StoreResult<>> note_secret_use() = 0;

  /// Returns when the last token that may have been signed with the secret expires, or nullopt if there was
  /// no such token. Valid only while there is no key pair. The tokens that clients get for themselves are not
  /// stored; when there may be any, the result is `of_clients` or later.
  [[nodiscard]] virtual awaitable<StoreResult<std::optional<TimePoint>>> find_secret_use(
      TimePoint of_clients) = 0;

  /// Deletes a key pair and overwrites its bytes. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<>> delete_key(Call call, std::string kid) = 0;
};

}  // namespace gatehouse::store
