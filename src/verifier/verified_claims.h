#pragma once
// SPDX-License-Identifier: Apache-2.0
// Remembers tokens that were verified recently, so that their signature is not checked again.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/tokens/claims.h"

namespace gatehouse::verifier {

/// Each token has a slot that its signature determines. A new token replaces the old one in its slot.
/// Thread-safe: two threads contend only for slots that share a lock, while a pointer is copied.
class VerifiedClaims {
 public:
  static constexpr std::size_t default_places = 4096;  ///< takes a few MiB when all slots are used

  /// `places` is the number of slots and must be a power of two.
  explicit VerifiedClaims(std::size_t places = default_places);

  /// Returns the claims of this token if it was verified with keys of this generation; otherwise null. The
  /// caller must check whether it has expired.
  [[nodiscard]] std::shared_ptr<const crypto::Claims> find(std::string_view token,
                                                           std::uint64_t generation) const;

  /// Remembers a token that was verified with keys of this generation.
  void insert(std::string_view token, std::uint64_t generation, const crypto::Claims& claims);

 private:
  struct Entry {
    // The whole token, because the signature alone would match a token with another payload.
    Secret token;
    std::uint64_t generation;
    crypto::Claims claims;
  };
  using EntryPtr = std::shared_ptr<const Entry>;
  struct alignas(64) Lock {  // each on its own cache line
    std::mutex mutex;
  };

  std::vector<EntryPtr> places_;
  mutable std::array<Lock, 64> locks_;
};

}  // namespace gatehouse::verifier
