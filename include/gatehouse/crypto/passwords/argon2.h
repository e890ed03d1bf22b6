#pragma once
// SPDX-License-Identifier: Apache-2.0
// Argon2 (RFC 9106), computed by libargon2.

#include <cstdint>
#include <memory>

#include "gatehouse/crypto/passwords/hash_scheme.h"

namespace gatehouse::crypto {

namespace detail {
class MemoryBudget;
}

/// The cost of new hashes, and what stored ones may ask for. The defaults are OWASP's least (Password Storage
/// Cheat Sheet, "Argon2id"); RFC 9106 4 recommends more where memory allows.
struct Argon2Options {
  std::uint32_t memory_kib = 19456;  ///< m, in KiB: 8 * lanes or more
  std::uint32_t passes = 2;          ///< t
  std::uint32_t lanes = 1;           ///< p: 1 to 64. Computed by one thread, however many there are
  /// Of stored hashes: the most memory of one, in KiB.
  std::uint32_t max_memory_kib = 256 * 1024;
  /// Of stored hashes: the most memory times passes, in KiB: 1 GiB takes some 0.6 s of a core.
  std::uint64_t max_work_kib = 1024 * 1024;
  /// Of all hashes under way at once, in KiB. A hash that would pass it waits, and its thread with it, in the
  /// order in which they came.
  std::uint64_t memory_in_use_kib = 256 * 1024;
};

/// Makes `$argon2id$v=19$`, verifies argon2i, argon2d and argon2id of versions 16 (no `v=`) and 19. Takes no
/// `keyid` and no `data`. Memory is wiped after each hash, and given back to the system.
class Argon2Scheme final : public HashScheme {
 public:
  /// Throws std::invalid_argument unless new hashes are within Argon2's bounds and the limits here, and one
  /// hash fits into the memory in use.
  explicit Argon2Scheme(Argon2Options options = {});
  ~Argon2Scheme() override;

  [[nodiscard]] std::string_view name() const noexcept override { return "argon2"; }
  /// As long as a password's text may be: Argon2 itself takes 4 GiB.
  [[nodiscard]] std::size_t max_password_bytes() const noexcept override { return 4096; }
  [[nodiscard]] bool is_recognized(std::string_view encoded) const noexcept override;
  [[nodiscard]] std::optional<PasswordError> check(std::string_view encoded) const noexcept override;
  [[nodiscard]] bool needs_update(std::string_view encoded) const noexcept override;
  [[nodiscard]] result<std::string, PasswordError> make_setting(Random& random) const override;
  /// As HashScheme; also waits for memory.
  [[nodiscard]] result<std::string, PasswordError> compute(std::string_view password,
                                                           std::string_view setting) const override;

 private:
  Argon2Options options_;
  std::string prefix_;  // of new hashes, up to their salt
  std::unique_ptr<detail::MemoryBudget> budget_;
};

}  // namespace gatehouse::crypto
