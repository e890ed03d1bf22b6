// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/known_schemes.h"

#include <utility>

#include "gatehouse/crypto/passwords/bcrypt_sha256.h"
#include "gatehouse/crypto/passwords/pbkdf2.h"
#include "gatehouse/crypto/passwords/prefixed_scheme.h"
#include "gatehouse/crypto/passwords/scrypt.h"
#include "gatehouse/crypto/passwords/sha_crypt.h"

namespace gatehouse::crypto {

PasswordContext::Schemes known_schemes(std::shared_ptr<const BcryptScheme> bcrypt,
                                       std::shared_ptr<const Argon2Scheme> argon2, bool prefers_argon2) {
  PasswordContext::Schemes schemes{bcrypt, argon2};
  if (prefers_argon2) std::swap(schemes[0], schemes[1]);
  schemes.push_back(std::make_shared<BcryptSha256Scheme>());
  schemes.push_back(std::make_shared<ScryptScheme>());
  schemes.push_back(std::make_shared<Pbkdf2Scheme>());
  schemes.push_back(std::make_shared<ShaCryptScheme>());
  schemes.push_back(std::make_shared<PrefixedScheme>("django_bcrypt", "bcrypt$", std::move(bcrypt)));
  schemes.push_back(std::make_shared<PrefixedScheme>("django_argon2", "argon2", std::move(argon2)));
  return schemes;
}

}  // namespace gatehouse::crypto
