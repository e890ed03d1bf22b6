#pragma once
// SPDX-License-Identifier: Apache-2.0
// Tokens that were found good lately, and what they say, so that a signature need not be checked for each
// request.

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

/// Each token has a place that its signature determines; a newcomer takes the place of whoever is there.
/// Thread-safe: threads meet only at neighbouring places, for as long as a pointer is copied.
class VerifiedClaims {
 public:
  static constexpr std::size_t default_places = 4096;  ///< a few MiB when all are taken

  /// `places`: a power of two.
  explicit VerifiedClaims(std::size_t places = default_places);

  /// What exactly this token says, if keys of this generation vouched for it; else null. Whether it has
  /// expired is the caller's to ask.
  [[nodiscard]] std::shared_ptr<const crypto::Claims> find(std::string_view token,
                                                           std::uint64_t generation) const;

  /// Remembers a token that was verified with keys of this generation.
  void insert(std::string_view token, std::uint64_t generation, const crypto::Claims& claims);

 private:
  struct Entry {
    Secret token;  // the whole of it: the signature alone says nothing about another payload
    std::uint64_t generation;
    crypto::Claims claims;
  };
  using EntryPtr = std::shared_ptr<const Entry>;
  struct alignas(64) Lock {  // each on a cache line of its own
    std::mutex mutex;
  };

  std::vector<EntryPtr> places_;
  mutable std::array<Lock, 64> locks_;
};

}  // namespace gatehouse::verifier
