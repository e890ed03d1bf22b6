#pragma once
// SPDX-License-Identifier: Apache-2.0
// Makes valid and invalid tokens without using our own signing code.

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <string>
#include <string_view>

#include "gatehouse/base/base64.h"
#include "gatehouse/base/clock.h"

namespace gatehouse::crypto {

inline constexpr std::string_view test_secret = "a secret of thirty-two bytes, ok";
inline constexpr TimePoint test_now{std::chrono::seconds{1'700'000'000}};
inline constexpr std::string_view plain_header = R"({"alg":"HS256","typ":"JWT"})";
inline constexpr std::string_view plain_claims = R"({"sub":"ada","exp":1700001790})";

inline std::string hmac(std::string_view secret, std::string_view message,
                        const EVP_MD* digest = EVP_sha256()) {
  unsigned char code[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(digest, secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), code, &size);
  return {reinterpret_cast<const char*>(code), size};
}

/// Returns two parts, unchanged, followed by their signature.
inline std::string sign_parts(std::string message, std::string_view secret = test_secret,
                              const EVP_MD* digest = EVP_sha256()) {
  const auto code = hmac(secret, message, digest);
  return message + '.' + encode_base64url(code);
}

/// Returns a token with any header and claims.
inline std::string forge(std::string_view header, std::string_view claims,
                         std::string_view secret = test_secret, const EVP_MD* digest = EVP_sha256()) {
  return sign_parts(encode_base64url(header) + '.' + encode_base64url(claims), secret, digest);
}

}  // namespace gatehouse::crypto
