// SPDX-License-Identifier: Apache-2.0
// Stored password hashes, which may be any text in an imported table. Checking them is safe and refuses
// invalid ones; a hash that passes is recomputed to a text of the same form.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "crypto/passwords/hash_text.h"
#include "gatehouse/crypto/passwords/argon2.h"
#include "gatehouse/crypto/passwords/bcrypt_sha256.h"
#include "gatehouse/crypto/passwords/pbkdf2.h"
#include "gatehouse/crypto/passwords/prefixed_scheme.h"
#include "gatehouse/crypto/passwords/scrypt.h"
#include "gatehouse/crypto/passwords/sha_crypt.h"

namespace {

using namespace gatehouse::crypto;  // NOLINT: a program of one function

void require(bool holds) {
  if (!holds) std::abort();
}

// With limits so low that a hash that passes is computed in less than a millisecond.
std::vector<std::shared_ptr<const HashScheme>> make_schemes() {
  Argon2Options cost;
  cost.memory_kib = cost.max_memory_kib = 64;
  cost.passes = 1;
  cost.max_work_kib = cost.memory_in_use_kib = 128;
  const auto argon2 = std::make_shared<Argon2Scheme>(cost);
  const auto bcrypt = std::make_shared<BcryptScheme>(BcryptOptions{.cost = 4, .max_cost = 4});
  return {argon2,
          bcrypt,
          std::make_shared<BcryptSha256Scheme>(4),
          std::make_shared<ScryptScheme>(ScryptLimits{.max_memory_kib = 64, .max_work = 1024}),
          std::make_shared<Pbkdf2Scheme>(100),
          std::make_shared<ShaCryptScheme>(1000),
          std::make_shared<PrefixedScheme>("django_bcrypt", "bcrypt$", bcrypt),
          std::make_shared<PrefixedScheme>("django_argon2", "argon2", argon2)};
}

void check_parts(std::string_view text) {
  for (const auto form :
       {gatehouse::Base64::unpadded, gatehouse::Base64::adapted, gatehouse::Base64::padded}) {
    // Every value has exactly one encoding.
    const auto bytes = detail::decode_bytes(form, text);
    if (bytes) require(encode_base64(form, bytes->view()) == text);
  }
  const auto number = detail::read_number(text);
  if (number) require(std::to_string(*number) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto schemes = make_schemes();
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  check_parts(text);
  int recognized = 0;
  for (const auto& scheme : schemes) {
    if (!scheme->is_recognized(text)) {
      require(scheme->check(text).has_value());
      continue;
    }
    ++recognized;
    if (scheme->check(text)) continue;
    require(text.find('\0') == text.npos);
    const auto computed = scheme->compute("password", text);
    if (!computed) continue;
    require(computed->size() == text.size());
    const auto digest = text.rfind('$') + 1;
    const auto kept = scheme->name().find("bcrypt") == std::string_view::npos ? digest : text.size() - 31;
    require(computed->substr(0, kept) == text.substr(0, kept));
  }
  require(recognized <= 1);
  return 0;
}
