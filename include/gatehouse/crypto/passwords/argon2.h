#pragma once
// SPDX-License-Identifier: Apache-2.0
// Argon2 password hashes (RFC 9106), computed by libargon2.

#include <cstdint>
#include <memory>

#include "gatehouse/crypto/passwords/hash_scheme.h"

namespace gatehouse::crypto {

namespace detail {
class MemoryBudget;
}

/// The cost of new hashes and the limits of stored ones. The defaults are the minimum that OWASP recommends
/// (Password Storage Cheat Sheet, "Argon2id"). RFC 9106 4 recommends more if memory allows.
struct Argon2Options {
  std::uint32_t memory_kib = 19456;  ///< m, in KiB; at least 8 * lanes
  std::uint32_t passes = 2;          ///< t
  std::uint32_t lanes = 1;           ///< p, from 1 to 64; all lanes are computed by one thread
  /// The maximum memory of a stored hash, in KiB.
  std::uint32_t max_memory_kib = 256 * 1024;
  /// The maximum memory times passes of a stored hash, in KiB. 1 GiB takes about 0.6 s of a core.
  std::uint64_t max_work_kib = 1024 * 1024;
  /// The maximum memory of all hashes computed at the same time, in KiB. A hash that would exceed it blocks
  /// its thread until memory is free. Waiting hashes are served in order of arrival.
  std::uint64_t memory_in_use_kib = 256 * 1024;
};

/// Makes `$argon2id$v=19$` hashes. Verifies argon2i, argon2d and argon2id of versions 16 (no `v=`) and 19.
/// Refuses hashes with `keyid` or `data`. The memory is wiped after each hash and returned to the system.
class Argon2Scheme final : public HashScheme {
 public:
  /// Throws std::invalid_argument unless new hashes are within Argon2's bounds and the limits in `options`,
  /// and one hash fits into `memory_in_use_kib`.
  explicit Argon2Scheme(Argon2Options options = {});
  ~Argon2Scheme() override;

  [[nodiscard]] std::string_view name() const noexcept override { return "argon2"; }
  /// The maximum size of any password here. Argon2 itself accepts 4 GiB.
  [[nodiscard]] std::size_t max_password_bytes() const noexcept override { return 4096; }
  [[nodiscard]] bool is_recognized(std::string_view encoded) const noexcept override;
  [[nodiscard]] std::optional<PasswordError> check(std::string_view encoded) const noexcept override;
  [[nodiscard]] bool needs_update(std::string_view encoded) const noexcept override;
  [[nodiscard]] result<std::string, PasswordError> make_setting(Random& random) const override;
  /// See HashScheme. Also waits for memory.
  [[nodiscard]] result<std::string, PasswordError> compute(std::string_view password,
                                                           std::string_view setting) const override;

 private:
  Argon2Options options_;
  std::string prefix_;  // the part of new hashes before their salt
  std::unique_ptr<detail::MemoryBudget> budget_;
};

}  // namespace gatehouse::crypto
