// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/bcrypt_sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "crypto/passwords/hash_text.h"
#include "gatehouse/base/ascii.h"
#include "gatehouse/base/secret.h"

namespace gatehouse::crypto {
namespace {

constexpr std::string_view django_prefix = "bcrypt_sha256$";
constexpr std::string_view passlib_prefix = "$bcrypt-sha256$";
constexpr std::size_t salt_size = 22;
constexpr std::size_t digest_size = 31;
constexpr std::size_t sha256_size = 32;

enum class Text { hexadecimal, base64, keyed };

/// The parts of an encoded hash: the kind of text that bcrypt hashed, and the hash in bcrypt's own form
/// (`$2b$12$…`, 60 characters).
struct Parsed {
  Text text = Text::hexadecimal;
  std::array<char, 60> inner;

  [[nodiscard]] std::string_view bcrypt() const noexcept { return {inner.data(), inner.size()}; }
  [[nodiscard]] std::string_view salt() const noexcept { return bcrypt().substr(7, salt_size); }
};

/// Joins the parts to `$2b$05$saltdigest`. Returns false if a part is invalid.
bool compose(std::string_view type, std::string_view cost, std::string_view salt, std::string_view digest,
             Parsed& out) noexcept {
  const auto number = detail::read_number(cost);
  if (!number || *number > 99 || salt.size() != salt_size || digest.size() != digest_size) return false;
  char* end = std::ranges::copy(std::string_view{"$"}, out.inner.data()).out;
  end = std::ranges::copy(type, end).out;
  *end++ = '$';
  *end++ = static_cast<char>('0' + *number / 10);
  *end++ = static_cast<char>('0' + *number % 10);
  *end++ = '$';
  end = std::ranges::copy(salt, end).out;
  std::ranges::copy(digest, end);
  return true;
}

std::optional<Parsed> parse(std::string_view encoded) noexcept {
  Parsed parsed;
  if (encoded.starts_with(django_prefix)) {
    encoded.remove_prefix(django_prefix.size());
    if (encoded.size() != parsed.inner.size()) return std::nullopt;
    std::ranges::copy(encoded, parsed.inner.data());
    return parsed;
  }
  if (!encoded.starts_with(passlib_prefix)) return std::nullopt;
  std::array<std::string_view, 5> fields;
  if (detail::split_fields(encoded, fields) != fields.size()) return std::nullopt;
  auto cost = fields[2];
  std::string_view type = "2b";
  constexpr std::string_view second = "v=2,t=2b,r=";
  if (cost.starts_with(second)) {
    parsed.text = Text::keyed;
    cost.remove_prefix(second.size());
  } else if (cost.starts_with("2a,") || cost.starts_with("2b,") || cost.starts_with("2y,")) {
    parsed.text = Text::base64;
    type = cost.substr(0, 2);
    cost.remove_prefix(3);
  } else {
    return std::nullopt;
  }
  if (!compose(type, cost, fields[3], fields[4], parsed)) return std::nullopt;
  return parsed;
}

std::string to_hex(std::string_view bytes) {
  std::string text;
  text.reserve(2 * bytes.size());  // prevents a reallocation that would leave a copy behind
  for (const char c : bytes) {
    append_hex(text, static_cast<unsigned char>(c));
  }
  return text;
}

/// Returns the text that bcrypt hashes instead of `password`.
result<Secret, PasswordError> text_for(const Parsed& parsed, std::string_view password) {
  std::array<unsigned char, sha256_size> digest;
  const auto* bytes = reinterpret_cast<const unsigned char*>(password.data());
  bool is_made = false;
  if (parsed.text == Text::keyed) {
    const auto key = parsed.salt();
    is_made = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, password.size(),
                   digest.data(), nullptr) != nullptr;
  } else {
    is_made = EVP_Digest(bytes, password.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1;
  }
  const std::string_view view{reinterpret_cast<const char*>(digest.data()), digest.size()};
  result<Secret, PasswordError> text = PasswordError::engine_failed;
  if (is_made) {
    text = Secret{parsed.text == Text::hexadecimal ? to_hex(view) : encode_base64(Base64::padded, view)};
  }
  OPENSSL_cleanse(digest.data(), digest.size());
  return text;
}

}  // namespace

BcryptSha256Scheme::BcryptSha256Scheme(int max_cost)
    : bcrypt_(BcryptOptions{.cost = BcryptScheme::min_cost, .max_cost = max_cost}) {}

bool BcryptSha256Scheme::is_recognized(std::string_view encoded) const noexcept {
  return encoded.starts_with(django_prefix) || encoded.starts_with(passlib_prefix);
}

std::optional<PasswordError> BcryptSha256Scheme::check(std::string_view encoded) const noexcept {
  const auto parsed = parse(encoded);
  if (!parsed) return PasswordError::malformed_hash;
  return bcrypt_.check(parsed->bcrypt());
}

result<std::string, PasswordError> BcryptSha256Scheme::compute(std::string_view password,
                                                               std::string_view setting) const {
  const auto parsed = parse(setting);
  if (!parsed || bcrypt_.check(parsed->bcrypt())) return PasswordError::engine_failed;
  const auto text = text_for(*parsed, password);
  if (!text) return text.error();
  const auto inner = bcrypt_.compute(text->reveal(), parsed->bcrypt());
  if (!inner) return inner.error();
  // Both forms end with the digest of bcrypt.
  return std::string{setting.substr(0, setting.size() - digest_size)} +
         inner->substr(inner->size() - digest_size);
}

}  // namespace gatehouse::crypto
