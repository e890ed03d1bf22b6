// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/pbkdf2.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "crypto/passwords/hash_text.h"

namespace gatehouse::crypto {
namespace {

/// An encoding of a hash: PREFIX ROUNDS$SALT$DIGEST.
struct Form {
  std::string_view prefix;
  const EVP_MD* (*digest)();
  std::size_t digest_size;
  Base64 base64;  // for the digest and for passlib's salt; Django's salt is text
};

constexpr Form forms[] = {
    {"$pbkdf2$", EVP_sha1, 20, Base64::adapted},
    {"$pbkdf2-sha256$", EVP_sha256, 32, Base64::adapted},
    {"$pbkdf2-sha512$", EVP_sha512, 64, Base64::adapted},
    {"pbkdf2_sha1$", EVP_sha1, 20, Base64::padded},
    {"pbkdf2_sha256$", EVP_sha256, 32, Base64::padded},
};

const Form* find_form(std::string_view encoded) noexcept {
  const auto* found =
      std::ranges::find_if(forms, [&](const Form& form) { return encoded.starts_with(form.prefix); });
  return found == std::end(forms) ? nullptr : found;
}

/// The parts of an encoded hash.
struct Parsed {
  const Form* form = nullptr;
  std::uint32_t rounds = 0;
  detail::HashBytes decoded_salt;
  std::string_view salt_text;
  std::string_view before_digest;

  [[nodiscard]] std::string_view salt() const noexcept {
    return form->base64 == Base64::padded ? salt_text : decoded_salt.view();
  }
};

std::optional<Parsed> parse(std::string_view encoded) noexcept {
  Parsed parsed;
  parsed.form = find_form(encoded);
  if (parsed.form == nullptr) return std::nullopt;
  std::array<std::string_view, 3> fields;
  if (detail::split_fields(encoded.substr(parsed.form->prefix.size()), fields) != fields.size())
    return std::nullopt;
  const auto rounds = detail::read_number(fields[0]);
  const auto digest = detail::decode_bytes(parsed.form->base64, fields[2]);
  if (!rounds || *rounds == 0 || !digest || digest->size() != parsed.form->digest_size) return std::nullopt;
  parsed.rounds = *rounds;
  parsed.salt_text = fields[1];
  if (fields[1].size() > detail::HashBytes::max_size || fields[1].find('\0') != fields[1].npos)
    return std::nullopt;
  if (parsed.form->base64 == Base64::adapted) {
    const auto salt = detail::decode_bytes(Base64::adapted, fields[1]);
    if (!salt) return std::nullopt;
    parsed.decoded_salt = *salt;
  }
  parsed.before_digest = encoded.substr(0, encoded.size() - fields[2].size());
  return parsed;
}

}  // namespace

bool Pbkdf2Scheme::is_recognized(std::string_view encoded) const noexcept {
  return find_form(encoded) != nullptr;
}

std::optional<PasswordError> Pbkdf2Scheme::check(std::string_view encoded) const noexcept {
  const auto parsed = parse(encoded);
  if (!parsed) return PasswordError::malformed_hash;
  // Checked before it is computed: four billion rounds would occupy a core for half an hour (CWE-400).
  if (parsed->rounds > max_rounds_) return PasswordError::refused_cost;
  return std::nullopt;
}

result<std::string, PasswordError> Pbkdf2Scheme::compute(std::string_view password,
                                                         std::string_view setting) const {
  if (check(setting)) return PasswordError::engine_failed;
  const auto parsed = parse(setting);
  const auto& form = *parsed->form;
  const auto salt = parsed->salt();
  std::array<unsigned char, 64> digest;
  if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                        reinterpret_cast<const unsigned char*>(salt.data()), static_cast<int>(salt.size()),
                        static_cast<int>(parsed->rounds), form.digest(), static_cast<int>(form.digest_size),
                        digest.data()) != 1) {
    return PasswordError::engine_failed;
  }
  return std::string{parsed->before_digest} +
         encode_base64(form.base64, {reinterpret_cast<const char*>(digest.data()), form.digest_size});
}

}  // namespace gatehouse::crypto
