#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface through which Tokens gets the current key pairs for access tokens.

#include <cstdint>
#include <memory>

#include "gatehouse/base/clock.h"
#include "gatehouse/crypto/keys/signing_key.h"
#include "gatehouse/crypto/keys/verification_keys.h"

namespace gatehouse::crypto {

/// The key pairs in use. Thread-safe.
class AccessKeys {
 public:
  AccessKeys() = default;
  AccessKeys(const AccessKeys&) = delete;
  AccessKeys& operator=(const AccessKeys&) = delete;
  virtual ~AccessKeys() = default;

  /// Returns the key that signs tokens issued at `now`.
  [[nodiscard]] virtual SigningKey signing_key(TimePoint now) const = 0;

  /// Returns the keys that verify tokens: the current key, its predecessors and its successors.
  [[nodiscard]] virtual std::shared_ptr<const VerificationKeys> verification_keys() const = 0;

  /// Returns the latest expiry of tokens that were signed with the secret, before key pairs were used.
  [[nodiscard]] virtual TimePoint secret_until() const = 0;

  /// Returns a number that changes whenever a key is removed. Tokens verified before must then
  /// be verified again.
  [[nodiscard]] virtual std::uint64_t generation() const noexcept = 0;
};

}  // namespace gatehouse::crypto
