#pragma once
// SPDX-License-Identifier: Apache-2.0
// Lists all password hashing schemes, including those for hashes imported from other systems.

#include <memory>

#include "gatehouse/crypto/passwords/argon2.h"
#include "gatehouse/crypto/passwords/bcrypt.h"
#include "gatehouse/crypto/passwords/password_context.h"

namespace gatehouse::crypto {

/// Returns the preferred scheme, then the other of `bcrypt` and `argon2`, then all schemes that only verify:
/// bcrypt_sha256, scrypt, pbkdf2, sha_crypt, and Django's prefixed forms of bcrypt and argon2. The prefixed
/// forms share the two schemes, so their limits apply to all hashes together.
///
/// Left out on purpose: plain digests, salted or not (Django's md5 and sha1, LDAP's), because most passwords
/// of a stolen table can be found within hours; phpass and md5-crypt, which are MD5 repeated a thousand
/// times; DES; and `$2x$` and `$2$` of bcrypt.
[[nodiscard]] PasswordContext::Schemes known_schemes(std::shared_ptr<const BcryptScheme> bcrypt,
                                                     std::shared_ptr<const Argon2Scheme> argon2,
                                                     bool prefers_argon2 = false);

}  // namespace gatehouse::crypto
