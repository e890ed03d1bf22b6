#pragma once
// SPDX-License-Identifier: Apache-2.0
// The codes that seal the audit record. The key is not the store's, so they are made by its caller.

#include <string>
#include <string_view>

namespace gatehouse::store {

/// Makes seals. Thread-safe.
class Sealer {
 public:
  Sealer() = default;
  Sealer(const Sealer&) = delete;
  Sealer& operator=(const Sealer&) = delete;
  virtual ~Sealer() = default;

  /// Returns the SHA-256 digest of `bytes`, 32 bytes.
  [[nodiscard]] virtual std::string digest(std::string_view bytes) const = 0;
  /// Returns whether the key is at hand. Without it there are only digests.
  [[nodiscard]] virtual bool can_seal() const = 0;
  /// Returns a keyed code of `bytes` (HMAC-SHA-256), 32 bytes.
  [[nodiscard]] virtual std::string seal(std::string_view bytes) const = 0;
  /// Returns whether `seal` is that of `bytes`, by this key or by one that it has replaced.
  [[nodiscard]] virtual bool is_seal(std::string_view bytes, std::string_view seal) const = 0;
};

}  // namespace gatehouse::store
