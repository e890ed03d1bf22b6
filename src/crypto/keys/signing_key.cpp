// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/keys/signing_key.h"

#include <openssl/x509.h>

#include <cstddef>
#include <stdexcept>
#include <utility>

#include "crypto/keys/jws_header.h"
#include "crypto/keys/openssl_key.h"
#include "crypto/keys/public_members.h"

namespace gatehouse::crypto {
namespace {

using Pkcs8Ptr = std::unique_ptr<PKCS8_PRIV_KEY_INFO, detail::Free<PKCS8_PRIV_KEY_INFO_free>>;

EVP_PKEY* generate_key(SigningAlgorithm algorithm, RsaSize size) {
  switch (algorithm) {
    case SigningAlgorithm::eddsa:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case SigningAlgorithm::es256:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    case SigningAlgorithm::rs256:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(size));
  }
  return nullptr;
}

}  // namespace

SigningKey SigningKey::generate(SigningAlgorithm algorithm, RsaSize size) {
  const detail::ErrorScope errors;
  std::shared_ptr<evp_pkey_st> key{detail::KeyPtr{generate_key(algorithm, size)}};
  if (!key) throw std::runtime_error{"OpenSSL failed to make a key"};
  return of(std::move(key)).value();
}

result<SigningKey, SigningKeyError> SigningKey::from_pkcs8(const Secret& der) {
  const detail::ErrorScope errors;
  const auto* at = detail::to_bytes(der.reveal());
  const auto* const end = at + der.size();
  const Pkcs8Ptr info{d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size()))};
  if (!info || at != end) return SigningKeyError::malformed;
  std::shared_ptr<evp_pkey_st> key{detail::KeyPtr{EVP_PKCS82PKEY(info.get())}};
  if (!key) return SigningKeyError::malformed;
  return of(std::move(key));
}

Secret SigningKey::to_pkcs8() const {
  const detail::ErrorScope errors;
  const Pkcs8Ptr info{EVP_PKEY2PKCS8(key_.get())};
  const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr) : 0;
  if (size <= 0) throw std::runtime_error{"OpenSSL failed to write a key"};
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* at = detail::to_bytes(der);
  if (i2d_PKCS8_PRIV_KEY_INFO(info.get(), &at) != size) {
    throw std::runtime_error{"OpenSSL failed to write a key"};
  }
  return Secret{std::move(der)};
}

std::string SigningKey::sign(std::string_view message) const {
  return detail::sign_with(key_.get(), algorithm(), message);
}

result<SigningKey, SigningKeyError> SigningKey::of(std::shared_ptr<evp_pkey_st> key) {
  const auto jwk = detail::jwk_of(key.get());
  if (!jwk) return SigningKeyError::unsupported;
  // The public half has to pass the same checks as keys from elsewhere.
  auto public_key = PublicKey::from_jwk(*jwk);
  if (!public_key) {
    return public_key.error() == PublicKeyError::weak ? SigningKeyError::weak : SigningKeyError::unsupported;
  }
  SigningKey made{std::move(key), *std::move(public_key)};
  // A damaged key could reveal itself with its first signature (CWE-347), or make tokens that
  // nobody can verify.
  constexpr std::string_view message = "Does this key sign?";
  if (!made.public_key_.verify(message, made.sign(message))) return SigningKeyError::broken;
  return made;
}

SigningKey::SigningKey(std::shared_ptr<evp_pkey_st> key, PublicKey public_key)
    : key_(std::move(key)), public_key_(std::move(public_key)) {
  for (const auto type : {TokenType::jwt, TokenType::at_jwt}) {
    headers_.at(static_cast<std::size_t>(type)) = detail::encode_header(algorithm(), kid(), type);
  }
}

std::string_view to_string(SigningKeyError error) noexcept {
  switch (error) {
    case SigningKeyError::malformed:
      return "malformed";
    case SigningKeyError::unsupported:
      return "unsupported";
    case SigningKeyError::weak:
      return "weak";
    case SigningKeyError::broken:
      return "broken";
  }
  return "unknown";
}

void throw_exception_from_error(SigningKeyError error, const boost::source_location&) {
  throw std::runtime_error{"signing key refused: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::crypto
