// SPDX-License-Identifier: Apache-2.0
#include "crypto/keys/openssl_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include <stdexcept>

#include "crypto/keys/ecdsa_signature.h"

namespace gatehouse::crypto::detail {
namespace {

using BigPtr = std::unique_ptr<BIGNUM, Free<BN_free>>;
using BuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using ParametersPtr = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;

KeyPtr make_public_key(const char* kind, OSSL_PARAM* parameters) {
  const KeyContextPtr context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
    return nullptr;
  }
  return KeyPtr{key};
}

/// Ed25519 includes its own digest (RFC 8032 5.1).
const char* digest_of(SigningAlgorithm algorithm) noexcept {
  return algorithm == SigningAlgorithm::eddsa ? nullptr : "SHA256";
}

[[noreturn]] void fail() { throw std::runtime_error{"OpenSSL failed to sign"}; }

}  // namespace

KeyPtr make_ed25519_key(std::string_view bytes) {
  const ErrorScope errors;
  return KeyPtr{EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, to_bytes(bytes), bytes.size())};
}

KeyPtr make_p256_key(std::string_view x, std::string_view y) {
  const ErrorScope errors;
  std::string point{'\x04'};
  point.append(x).append(y);
  char group[] = "P-256";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  auto key = make_public_key("EC", parameters);
  if (!key) return nullptr;
  // make_public_key already requires the point to be on the curve. Checking it again costs little and
  // protects against invalid curve attacks (CWE-347).
  const KeyContextPtr check{EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr)};
  if (!check || EVP_PKEY_public_check(check.get()) != 1) return nullptr;
  return key;
}

KeyPtr make_rsa_key(std::string_view modulus, std::string_view exponent) {
  const ErrorScope errors;
  const BigPtr n{BN_bin2bn(to_bytes(modulus), static_cast<int>(modulus.size()), nullptr)};
  const BigPtr e{BN_bin2bn(to_bytes(exponent), static_cast<int>(exponent.size()), nullptr)};
  const BuilderPtr builder{OSSL_PARAM_BLD_new()};
  if (!n || !e || !builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return nullptr;
  }
  const ParametersPtr parameters{OSSL_PARAM_BLD_to_param(builder.get())};
  return parameters ? make_public_key("RSA", parameters.get()) : nullptr;
}

bool verify_with(EVP_PKEY* key, SigningAlgorithm algorithm, std::string_view message,
                 std::string_view signature) noexcept {
  const ErrorScope errors;
  DerSignature der;
  if (algorithm == SigningAlgorithm::es256) {
    if (!der.from_jose(signature)) return false;
    signature = der.bytes();
  }
  const DigestContextPtr context{EVP_MD_CTX_new()};
  // The default padding of RSA is PKCS#1 v1.5.
  return context &&
         EVP_DigestVerifyInit_ex(context.get(), nullptr, digest_of(algorithm), nullptr, nullptr, key,
                                 nullptr) == 1 &&
         EVP_DigestVerify(context.get(), to_bytes(signature), signature.size(), to_bytes(message),
                          message.size()) == 1;
}

std::string sign_with(EVP_PKEY* key, SigningAlgorithm algorithm, std::string_view message) {
  const ErrorScope errors;
  const DigestContextPtr context{EVP_MD_CTX_new()};
  auto size = static_cast<std::size_t>(EVP_PKEY_get_size(key));
  std::string signature(size, '\0');
  if (!context ||
      EVP_DigestSignInit_ex(context.get(), nullptr, digest_of(algorithm), nullptr, nullptr, key, nullptr) !=
          1 ||
      EVP_DigestSign(context.get(), to_bytes(signature), &size, to_bytes(message), message.size()) != 1) {
    fail();
  }
  signature.resize(size);
  if (algorithm != SigningAlgorithm::es256) return signature;
  auto jose = jose_of_der(signature);
  if (jose.empty()) fail();
  return jose;
}

std::string sha256(std::string_view bytes) {
  const ErrorScope errors;
  std::string digest(32, '\0');
  if (EVP_Q_digest(nullptr, "SHA256", nullptr, bytes.data(), bytes.size(), to_bytes(digest), nullptr) != 1) {
    throw std::runtime_error{"OpenSSL failed to digest"};
  }
  return digest;
}

}  // namespace gatehouse::crypto::detail
