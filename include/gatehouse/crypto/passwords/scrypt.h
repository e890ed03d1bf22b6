#pragma once
// SPDX-License-Identifier: Apache-2.0
// Verifies scrypt hashes (RFC 7914) of passlib, Django and crypt(3), with OpenSSL and libxcrypt.

#include <cstdint>
#include <memory>

#include "gatehouse/crypto/passwords/verifying_scheme.h"

namespace gatehouse::crypto {

namespace detail {
class MemoryBudget;
}

/// The limits of stored hashes.
struct ScryptLimits {
  /// The maximum memory of a hash, N * r * 128 bytes, in KiB. 128 MiB is N = 2^17 with r = 8.
  std::uint64_t max_memory_kib = 128 * 1024;
  std::uint64_t max_work = 1U << 21;  ///< the maximum of N * r * p; this takes about 1.2 s of a core
  /// The maximum memory of all hashes computed at the same time, in KiB. A hash that would exceed it waits.
  /// At least `max_memory_kib`.
  std::uint64_t memory_in_use_kib = 256 * 1024;
};

/// Verifies `$scrypt$ln=14,r=8,p=1$salt$digest` (passlib), `scrypt$16384$salt$8$1$digest` (Django: N, salt as
/// text, r, p) and `$7$…` (crypt(3)).
class ScryptScheme final : public VerifyingScheme {
 public:
  /// Hashes beyond `limits` are refused.
  explicit ScryptScheme(ScryptLimits limits = {});
  ~ScryptScheme() override;

  [[nodiscard]] std::string_view name() const noexcept override { return "scrypt"; }
  /// The limit of libxcrypt.
  [[nodiscard]] std::size_t max_password_bytes() const noexcept override { return 511; }
  [[nodiscard]] bool is_recognized(std::string_view encoded) const noexcept override;
  [[nodiscard]] std::optional<PasswordError> check(std::string_view encoded) const noexcept override;
  /// See HashScheme. Also waits for memory.
  [[nodiscard]] result<std::string, PasswordError> compute(std::string_view password,
                                                           std::string_view setting) const override;

 private:
  ScryptLimits limits_;
  std::unique_ptr<detail::MemoryBudget> budget_;
};

}  // namespace gatehouse::crypto
