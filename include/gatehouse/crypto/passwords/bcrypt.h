#pragma once
// SPDX-License-Identifier: Apache-2.0
// bcrypt password hashes, computed by the library's own implementation.

#include "gatehouse/crypto/passwords/hash_scheme.h"

namespace gatehouse::crypto {

/// The cost of new hashes and the limit of stored ones. A cost is a logarithm: each step doubles the work.
struct BcryptOptions {
  /// The binary logarithm of the number of rounds.
  int cost = 12;
  int max_cost = 16;  ///< of stored hashes; cost 16 takes about 4 s of a core
};

/// Makes `$2b$` hashes. Verifies `$2a$`, `$2b$` and `$2y$`. Does not recognize `$2x$`, the hashes of an old
/// library with a bug (CVE-2011-2483).
class BcryptScheme final : public HashScheme {
 public:
  /// The lowest cost that the format allows.
  static constexpr int min_cost = 4;

  /// Throws std::invalid_argument unless 4 <= cost <= max_cost <= 31.
  explicit BcryptScheme(BcryptOptions options = {});

  [[nodiscard]] std::string_view name() const noexcept override { return "bcrypt"; }
  [[nodiscard]] std::size_t max_password_bytes() const noexcept override { return 72; }
  [[nodiscard]] bool is_recognized(std::string_view encoded) const noexcept override;
  [[nodiscard]] std::optional<PasswordError> check(std::string_view encoded) const noexcept override;
  [[nodiscard]] bool needs_update(std::string_view encoded) const noexcept override;
  [[nodiscard]] result<std::string, PasswordError> make_setting(Random& random) const override;
  [[nodiscard]] result<std::string, PasswordError> compute(std::string_view password,
                                                           std::string_view setting) const override;

 private:
  BcryptOptions options_;
};

}  // namespace gatehouse::crypto
