#pragma once
// SPDX-License-Identifier: Apache-2.0
// Where Tokens finds the key pairs of access tokens, which change while it lives.

#include <cstdint>
#include <memory>

#include "gatehouse/base/clock.h"
#include "gatehouse/crypto/keys/signing_key.h"
#include "gatehouse/crypto/keys/verification_keys.h"

namespace gatehouse::crypto {

/// The key pairs in force. All of it is thread-safe.
class AccessKeys {
 public:
  AccessKeys() = default;
  AccessKeys(const AccessKeys&) = delete;
  AccessKeys& operator=(const AccessKeys&) = delete;
  virtual ~AccessKeys() = default;

  /// What tokens issued at `now` are signed with.
  [[nodiscard]] virtual SigningKey signing_key(TimePoint now) const = 0;

  /// What they are verified with: the keys before and after it too.
  [[nodiscard]] virtual std::shared_ptr<const VerificationKeys> verification_keys() const = 0;

  /// Until when tokens that were signed with the secret, before there were key pairs, may expire.
  [[nodiscard]] virtual TimePoint secret_until() const = 0;

  /// Another number whenever a key has been taken away: what was verified before is to be verified anew.
  [[nodiscard]] virtual std::uint64_t generation() const noexcept = 0;
};

}  // namespace gatehouse::crypto
