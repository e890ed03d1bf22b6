// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/bcrypt.h"

#include <array>
#include <stdexcept>

#include "crypto/lanes/bcrypt_lanes.h"
#include "crypto/lanes/bcrypt_text.h"
#include "crypto/passwords/hash_text.h"

namespace gatehouse::crypto {
namespace {

using detail::BcryptSetting;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Returns the cost in a text that starts with `$2?$dd$`.
int cost_of(std::string_view encoded) noexcept { return (encoded[4] - '0') * 10 + (encoded[5] - '0'); }

}  // namespace

BcryptScheme::BcryptScheme(BcryptOptions options) : options_(options) {
  if (options.cost < min_cost || options.max_cost < options.cost || options.max_cost > 31) {
    throw std::invalid_argument{"bcrypt: costs go from 4 to 31, and new hashes must be within the limit"};
  }
}

bool BcryptScheme::is_recognized(std::string_view encoded) const noexcept {
  return encoded.starts_with("$2b$") || encoded.starts_with("$2a$") || encoded.starts_with("$2y$");
}

std::optional<PasswordError> BcryptScheme::check(std::string_view encoded) const noexcept {
  if (!is_recognized(encoded) || encoded.size() != BcryptSetting::hash_size)
    return PasswordError::malformed_hash;
  if (!is_digit(encoded[4]) || !is_digit(encoded[5]) || encoded[6] != '$')
    return PasswordError::malformed_hash;
  if (!detail::is_crypt_text(encoded.substr(7))) return PasswordError::malformed_hash;
  // Checked before it is computed: a hash of cost 31 would occupy a core for days (CWE-400).
  const int cost = cost_of(encoded);
  if (cost < min_cost || cost > options_.max_cost) return PasswordError::refused_cost;
  return std::nullopt;
}

bool BcryptScheme::needs_update(std::string_view encoded) const noexcept {
  return cost_of(encoded) != options_.cost;
}

result<std::string, PasswordError> BcryptScheme::make_setting(Random& random) const {
  std::array<std::byte, 16> salt;
  random.fill(salt);
  return detail::write_bcrypt_setting(options_.cost, salt);
}

result<std::string, PasswordError> BcryptScheme::compute(std::string_view password,
                                                         std::string_view setting) const {
  // bcrypt would silently stop at NUL or after byte 72. Callers must check for both before.
  if (password.size() > max_password_bytes() || password.find('\0') != password.npos) {
    return PasswordError::engine_failed;
  }
  const auto read = detail::read_bcrypt_setting(setting);
  if (!read) return PasswordError::engine_failed;
  detail::Lane lane{password, *read, 0};
  detail::mix({&lane.state, 1}, lane.rounds_left);
  // The salt is copied as text, because some implementations set the unused bits of its last character.
  return std::string{setting.substr(0, BcryptSetting::text_size)} +
         detail::write_bcrypt_digest(detail::digest_of(lane.state));
}

}  // namespace gatehouse::crypto
