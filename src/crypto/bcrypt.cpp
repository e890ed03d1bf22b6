// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/bcrypt.h"

#include <crypt.h>
#include <string.h>  // explicit_bzero

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace gatehouse::crypto {
namespace {

// $2b$12$ + 22 characters of salt + 31 of digest.
constexpr std::size_t setting_size = 29;
constexpr std::size_t encoded_size = 60;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_letter(char c) noexcept {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '/';
}

/// The cost of a text that starts `$2?$dd$`.
int cost_of(std::string_view encoded) noexcept { return (encoded[4] - '0') * 10 + (encoded[5] - '0'); }

/// libxcrypt's 32 KiB of working memory, which hold the password while it works.
class WorkingMemory {
 public:
  ~WorkingMemory() { explicit_bzero(data_.get(), sizeof *data_); }
  crypt_data* get() { return data_.get(); }

 private:
  std::unique_ptr<crypt_data> data_ = std::make_unique<crypt_data>();
};

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
  if (!is_recognized(encoded) || encoded.size() != encoded_size) return PasswordError::malformed_hash;
  if (!is_digit(encoded[4]) || !is_digit(encoded[5]) || encoded[6] != '$')
    return PasswordError::malformed_hash;
  const auto letters = encoded.substr(7);
  if (!std::all_of(letters.begin(), letters.end(), is_letter)) return PasswordError::malformed_hash;
  // Before it is computed: a hash of cost 31 would hold a core for days (CWE-400).
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
  std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
  const char* made = crypt_gensalt_rn(
      "$2b$", static_cast<unsigned long>(options_.cost), reinterpret_cast<const char*>(salt.data()),
      static_cast<int>(salt.size()), setting.data(), static_cast<int>(setting.size()));
  if (made == nullptr) return PasswordError::engine_failed;
  return std::string{made};
}

result<std::string, PasswordError> BcryptScheme::compute(std::string_view password,
                                                         std::string_view setting) const {
  // crypt stops silently at NUL and at byte 72; a caller that got here with either has not checked.
  if (password.size() > max_password_bytes() || password.find('\0') != password.npos) {
    return PasswordError::engine_failed;
  }
  std::array<char, 73> phrase{};
  password.copy(phrase.data(), password.size());
  const std::string salt{setting.substr(0, setting_size)};
  WorkingMemory memory;
  const char* encoded = crypt_rn(phrase.data(), salt.c_str(), memory.get(), sizeof *memory.get());
  explicit_bzero(phrase.data(), phrase.size());
  if (encoded == nullptr) return PasswordError::engine_failed;
  // The salt as it was given: libxcrypt clears the spare bits of its last letter, which some makers set.
  return salt + (encoded + setting_size);
}

}  // namespace gatehouse::crypto
