#pragma once
// SPDX-License-Identifier: Apache-2.0
// Key pairs for tests, and tokens with any content signed with them.

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/base64.h"
#include "gatehouse/crypto/keys/signing_key.h"
#include "gatehouse/crypto/keys/verification_keys.h"

namespace gatehouse::crypto {

inline constexpr std::array all_algorithms{SigningAlgorithm::eddsa, SigningAlgorithm::es256,
                                           SigningAlgorithm::rs256};

/// Returns a key of this algorithm, the same throughout a run.
inline const SigningKey& test_key(SigningAlgorithm algorithm) {
  static const std::array keys{SigningKey::generate(SigningAlgorithm::eddsa),
                               SigningKey::generate(SigningAlgorithm::es256),
                               SigningKey::generate(SigningAlgorithm::rs256)};
  return keys.at(static_cast<std::size_t>(algorithm));
}

/// Returns the public keys of all three.
inline const VerificationKeys& test_keys() {
  static const auto keys = VerificationKeys::from_keys({test_key(SigningAlgorithm::eddsa).public_key(),
                                                        test_key(SigningAlgorithm::es256).public_key(),
                                                        test_key(SigningAlgorithm::rs256).public_key()})
                               .value();
  return keys;
}

/// Returns a header in JSON that names `key`, with `more` members at the end.
inline std::string header_for(const SigningKey& key, std::string_view more = {}) {
  return R"({"alg":")" + std::string{to_string(key.algorithm())} + R"(","kid":")" + key.kid() + '"' +
         std::string{more} + '}';
}

/// Returns two parts, unchanged, followed by their signature.
inline std::string sign_parts(const SigningKey& key, const std::string& message) {
  return message + '.' + encode_base64url(key.sign(message));
}

/// Returns a token with any header and claims.
inline std::string forge(const SigningKey& key, std::string_view header, std::string_view claims) {
  return sign_parts(key, encode_base64url(header) + '.' + encode_base64url(claims));
}

using TestKeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

/// Returns the key in PKCS#8, written by OpenSSL alone.
inline Secret pkcs8_of(const TestKeyPtr& key) {
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info{
      EVP_PKEY2PKCS8(key.get()), PKCS8_PRIV_KEY_INFO_free};
  unsigned char* bytes = nullptr;
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &bytes);
  Secret der{std::string{reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size)}};
  OPENSSL_free(bytes);
  return der;
}

}  // namespace gatehouse::crypto
