// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/sha_crypt.h"

#include <array>

#include "crypto/passwords/crypt_call.h"
#include "crypto/passwords/hash_text.h"

namespace gatehouse::crypto {
namespace {

constexpr std::uint32_t default_rounds = 5000;
constexpr std::uint32_t min_rounds = 1000;  // implementations raise smaller values to this
constexpr std::size_t max_salt = 16;

/// Returns the rounds in `$5$[rounds=N$]SALT$DIGEST`, or nothing if the text is malformed.
std::optional<std::uint32_t> read_rounds(std::string_view encoded) noexcept {
  std::array<std::string_view, 5> fields;
  const auto count = detail::split_fields(encoded, fields);
  if (count < 4 || !fields[0].empty()) return std::nullopt;
  const auto salt = fields[count - 2];
  const auto digest = fields[count - 1];
  const std::size_t digest_size = fields[1] == "5" ? 43 : fields[1] == "6" ? 86 : 0;
  if (digest.size() != digest_size || salt.size() > max_salt) return std::nullopt;
  if (!detail::is_crypt_text(salt) || !detail::is_crypt_text(digest)) return std::nullopt;
  if (count == 4) return default_rounds;
  constexpr std::string_view name = "rounds=";
  if (!fields[2].starts_with(name)) return std::nullopt;
  return detail::read_number(fields[2].substr(name.size()));
}

}  // namespace

bool ShaCryptScheme::is_recognized(std::string_view encoded) const noexcept {
  return encoded.starts_with("$5$") || encoded.starts_with("$6$");
}

std::optional<PasswordError> ShaCryptScheme::check(std::string_view encoded) const noexcept {
  const auto rounds = read_rounds(encoded);
  if (!rounds) return PasswordError::malformed_hash;
  // Checked before it is computed: the format allows 999,999,999 rounds, which is ten minutes of
  // a core (CWE-400).
  if (*rounds < min_rounds || *rounds > max_rounds_) return PasswordError::refused_cost;
  return std::nullopt;
}

result<std::string, PasswordError> ShaCryptScheme::compute(std::string_view password,
                                                           std::string_view setting) const {
  if (check(setting)) return PasswordError::engine_failed;
  return detail::call_crypt(password, setting);
}

}  // namespace gatehouse::crypto
