// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/scrypt.h"

#include <openssl/evp.h>

#include <array>
#include <bit>
#include <stdexcept>

#include "crypto/passwords/crypt_call.h"
#include "crypto/passwords/hash_text.h"
#include "crypto/passwords/memory_budget.h"

namespace gatehouse::crypto {
namespace {

constexpr std::size_t max_digest = 64;
constexpr std::size_t max_salt = 128;

enum class Maker { passlib, django, crypt };

/// The parts of an encoded hash.
struct Parsed {
  Maker maker = Maker::passlib;
  std::uint64_t n = 0;
  std::uint64_t r = 0;
  std::uint64_t p = 0;
  detail::HashBytes decoded_salt;
  std::string_view salt;  // for crypt and Django
  std::size_t digest_size = 0;
  std::string_view before_digest;

  [[nodiscard]] std::uint64_t memory_kib() const { return (n * r + 7) / 8; }
};

std::optional<Parsed> parse_passlib(std::string_view encoded) noexcept {
  std::array<std::string_view, 5> fields;
  if (detail::split_fields(encoded, fields) != fields.size()) return std::nullopt;
  constexpr std::array<std::string_view, 3> names{"ln", "r", "p"};
  std::array<std::uint32_t, 3> values;
  if (!detail::read_parameters(fields[2], names, values)) return std::nullopt;
  if (values[0] == 0 || values[0] > 31) return std::nullopt;
  const auto salt = detail::decode_bytes(Base64::unpadded, fields[3]);
  const auto digest = detail::decode_bytes(Base64::unpadded, fields[4]);
  if (!salt || salt->size() > max_salt || !digest || digest->size() != 32) return std::nullopt;
  Parsed parsed;
  parsed.n = std::uint64_t{1} << values[0];
  parsed.r = values[1];
  parsed.p = values[2];
  parsed.decoded_salt = *salt;
  parsed.digest_size = digest->size();
  parsed.before_digest = encoded.substr(0, encoded.size() - fields[4].size());
  return parsed;
}

std::optional<Parsed> parse_django(std::string_view encoded) noexcept {
  std::array<std::string_view, 6> fields;
  if (detail::split_fields(encoded, fields) != fields.size()) return std::nullopt;
  const auto n = detail::read_number(fields[1]);
  const auto r = detail::read_number(fields[3]);
  const auto p = detail::read_number(fields[4]);
  const auto digest = detail::decode_bytes(Base64::padded, fields[5]);
  if (!n || *n < 2 || !std::has_single_bit(*n) || !r || !p || !digest) return std::nullopt;
  if (digest->size() != max_digest || fields[2].empty() || fields[2].size() > max_salt) return std::nullopt;
  Parsed parsed;
  parsed.maker = Maker::django;
  parsed.n = *n;
  parsed.r = *r;
  parsed.p = *p;
  parsed.salt = fields[2];
  parsed.digest_size = digest->size();
  parsed.before_digest = encoded.substr(0, encoded.size() - fields[5].size());
  return parsed;
}

/// Parses a 30-bit number of crypt(3): five characters of six bits, the lowest bits first.
std::uint64_t read_crypt_number(std::string_view letters) noexcept {
  constexpr std::string_view alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::uint64_t number = 0;
  for (std::size_t i = letters.size(); i-- > 0;) number = number << 6 | alphabet.find(letters[i]);
  return number;
}

/// Parses `$7$`, then N, r and p as 1, 5 and 5 characters, the salt, `$`, and 43 characters of digest.
std::optional<Parsed> parse_crypt(std::string_view encoded) noexcept {
  std::array<std::string_view, 4> fields;
  if (detail::split_fields(encoded, fields) != fields.size()) return std::nullopt;
  const auto setting = fields[2];
  if (setting.size() <= 11 || setting.size() > 11 + max_salt || !detail::is_crypt_text(setting))
    return std::nullopt;
  if (fields[3].size() != 43 || !detail::is_crypt_text(fields[3])) return std::nullopt;
  const auto log_n = read_crypt_number(setting.substr(0, 1));
  if (log_n == 0 || log_n > 31) return std::nullopt;
  Parsed parsed;
  parsed.maker = Maker::crypt;
  parsed.n = std::uint64_t{1} << log_n;
  parsed.r = read_crypt_number(setting.substr(1, 5));
  parsed.p = read_crypt_number(setting.substr(6, 5));
  parsed.digest_size = 32;
  return parsed;
}

std::optional<Parsed> parse(std::string_view encoded) noexcept {
  auto parsed = encoded.starts_with("scrypt$")    ? parse_django(encoded)
                : encoded.starts_with("$scrypt$") ? parse_passlib(encoded)
                : encoded.starts_with("$7$")      ? parse_crypt(encoded)
                                                  : std::nullopt;
  // RFC 7914 2: p * r must be less than 2^30.
  if (parsed && (parsed->r == 0 || parsed->p == 0 || parsed->r * parsed->p >= (1U << 30))) parsed.reset();
  return parsed;
}

}  // namespace

ScryptScheme::ScryptScheme(ScryptLimits limits)
    : limits_(limits), budget_(std::make_unique<detail::MemoryBudget>(limits.memory_in_use_kib)) {
  if (limits.max_memory_kib > limits.memory_in_use_kib) {
    throw std::invalid_argument{"scrypt: one hash must fit into the memory in use"};
  }
}

ScryptScheme::~ScryptScheme() = default;

bool ScryptScheme::is_recognized(std::string_view encoded) const noexcept {
  return encoded.starts_with("$scrypt$") || encoded.starts_with("scrypt$") || encoded.starts_with("$7$");
}

std::optional<PasswordError> ScryptScheme::check(std::string_view encoded) const noexcept {
  const auto parsed = parse(encoded);
  if (!parsed || encoded.find('\0') != encoded.npos) return PasswordError::malformed_hash;
  // Checked before memory is allocated: three numbers may ask for a tebibyte (CWE-400). None of
  // them exceeds 2^32.
  if (parsed->memory_kib() > limits_.max_memory_kib || parsed->n * parsed->r > limits_.max_work / parsed->p) {
    return PasswordError::refused_cost;
  }
  return std::nullopt;
}

result<std::string, PasswordError> ScryptScheme::compute(std::string_view password,
                                                         std::string_view setting) const {
  if (check(setting)) return PasswordError::engine_failed;
  const auto parsed = parse(setting);
  const auto share = budget_->share(parsed->memory_kib());
  if (parsed->maker == Maker::crypt) return detail::call_crypt(password, setting);
  const auto salt = parsed->maker == Maker::django ? parsed->salt : parsed->decoded_salt.view();
  std::array<unsigned char, max_digest> digest;
  // OpenSSL's limit includes more than the large array: p blocks of input and a few blocks for work.
  const auto max_memory = (parsed->memory_kib() + 1024) * 1024 + parsed->r * (parsed->p + 4) * 128;
  if (EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()),
                     salt.size(), parsed->n, parsed->r, parsed->p, max_memory, digest.data(),
                     parsed->digest_size) != 1) {
    return PasswordError::engine_failed;
  }
  const auto form = parsed->maker == Maker::django ? Base64::padded : Base64::unpadded;
  return std::string{parsed->before_digest} +
         encode_base64(form, {reinterpret_cast<const char*>(digest.data()), parsed->digest_size});
}

}  // namespace gatehouse::crypto
