#pragma once
// SPDX-License-Identifier: Apache-2.0
// scrypt (RFC 7914), computed by OpenSSL and libxcrypt: verifies what passlib, Django and crypt(3) made.

#include <cstdint>
#include <memory>

#include "gatehouse/crypto/passwords/verifying_scheme.h"

namespace gatehouse::crypto {

namespace detail {
class MemoryBudget;
}

/// What stored hashes may ask for.
struct ScryptLimits {
  std::uint64_t max_memory_kib = 128 * 1024;  ///< N * r * 128 bytes: 128 MiB is N = 2^17 at r = 8
  std::uint64_t max_work = 1U << 21;          ///< N * r * p: some 1.2 s of a core
  /// Of all hashes under way at once, in KiB, not under max_memory_kib; a hash that would pass it waits.
  std::uint64_t memory_in_use_kib = 256 * 1024;
};

/// Verifies `$scrypt$ln=14,r=8,p=1$salt$digest` (passlib), `scrypt$16384$salt$8$1$digest` (Django: N, salt as
/// text, r, p) and `$7$…` (crypt(3)).
class ScryptScheme final : public VerifyingScheme {
 public:
  /// Refuses hashes beyond these limits.
  explicit ScryptScheme(ScryptLimits limits = {});
  ~ScryptScheme() override;

  [[nodiscard]] std::string_view name() const noexcept override { return "scrypt"; }
  /// libxcrypt takes no more.
  [[nodiscard]] std::size_t max_password_bytes() const noexcept override { return 511; }
  [[nodiscard]] bool is_recognized(std::string_view encoded) const noexcept override;
  [[nodiscard]] std::optional<PasswordError> check(std::string_view encoded) const noexcept override;
  /// As HashScheme; also waits for memory.
  [[nodiscard]] result<std::string, PasswordError> compute(std::string_view password,
                                                           std::string_view setting) const override;

 private:
  ScryptLimits limits_;
  std::unique_ptr<detail::MemoryBudget> budget_;
};

}  // namespace gatehouse::crypto
