#pragma once
// SPDX-License-Identifier: Apache-2.0
// The one interface to the key pairs at rest that sign access tokens.

#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/secret.h"
#include "store/error.h"

namespace gatehouse::store {

/// A key pair as the store keeps it.
struct KeyPair {
  std::string kid;
  std::string algorithm;  ///< as `alg` names it
  Secret private_key;     ///< PKCS#8 in DER
  TimePoint created_at;
  TimePoint active_at;     ///< from when on it signs
  TimePoint secret_until;  ///< when the last token signed with the secret, before there were keys, expires
};

/// Keeps key pairs; a part of a Store, with the same promises.
class KeyStore {
 public:
  KeyStore() = default;
  KeyStore(const KeyStore&) = delete;
  KeyStore& operator=(const KeyStore&) = delete;
  virtual ~KeyStore() = default;

  /// All of them, in the order in which they become active.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<KeyPair>>> list_keys() = 0;

  /// Adds one, if `last` still is the kid of the one that becomes active last, or there is none: two who
  /// rotate at once must not both. `conflict`; also when another becomes active at that very moment.
  [[nodiscard]] virtual awaitable<StoreResult<>> add_key(KeyPair key, std::optional<std::string> last) = 0;

  /// `secret_until` of the key pairs that a restore has deleted; none: there were none.
  [[nodiscard]] virtual awaitable<StoreResult<std::optional<TimePoint>>> find_secret_until() = 0;

  /// Notes that access tokens are signed with the secret. Twice is the same as once.
  [[nodiscard]] virtual awaitable<StoreResult<>> note_secret_use() = 0;

  /// When the last token that may have been signed with the secret expires, before there is a key pair; none:
  /// there was no such token. Clients' own tokens are not recorded: where there may be some, it is not before
  /// `of_clients`.
  [[nodiscard]] virtual awaitable<StoreResult<std::optional<TimePoint>>> find_secret_use(
      TimePoint of_clients) = 0;

  /// Forgets one; its bytes are overwritten. `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<>> delete_key(std::string kid) = 0;
};

}  // namespace gatehouse::store
