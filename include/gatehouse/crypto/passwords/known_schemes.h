#pragma once
// SPDX-License-Identifier: Apache-2.0
// Every scheme there is, behind the ones that make new hashes: so that hashes from elsewhere can be taken
// over.

#include <memory>

#include "gatehouse/crypto/passwords/argon2.h"
#include "gatehouse/crypto/passwords/bcrypt.h"
#include "gatehouse/crypto/passwords/password_context.h"

namespace gatehouse::crypto {

/// `first`, then the other of the two, then all that only verify: bcrypt_sha256, scrypt, pbkdf2, sha_crypt,
/// and Django's prefixes of bcrypt and argon2. The two are shared, so that their limits hold for all.
///
/// Not among them, on purpose: plain digests, salted or not (Django's md5 and sha1, LDAP's), which give a
/// stolen table away in an afternoon; phpass and md5-crypt, thousand-fold MD5; DES; `$2x$` and `$2$` of
/// bcrypt.
[[nodiscard]] PasswordContext::Schemes known_schemes(std::shared_ptr<const BcryptScheme> bcrypt,
                                                     std::shared_ptr<const Argon2Scheme> argon2,
                                                     bool prefers_argon2 = false);

}  // namespace gatehouse::crypto
