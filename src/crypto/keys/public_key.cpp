// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/keys/public_key.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <optional>
#include <stdexcept>

#include "crypto/keys/jwk_reader.h"
#include "crypto/keys/key_strength.h"
#include "crypto/keys/openssl_key.h"
#include "gatehouse/base/base64.h"

namespace gatehouse::crypto {
namespace {

using detail::Jwk;
using detail::KeyPtr;

result<SigningAlgorithm, PublicKeyError> algorithm_of(const Jwk& jwk) {
  if (!jwk.kty) return PublicKeyError::malformed;
  // A secret ("oct") is unsupported: everyone who can verify with it could also sign (RFC 8725 3.1).
  if (jwk.kty == "RSA") return SigningAlgorithm::rs256;
  if (jwk.kty != "EC" && jwk.kty != "OKP") return PublicKeyError::unsupported;
  if (!jwk.crv) return PublicKeyError::malformed;
  if (jwk.kty == "EC" && jwk.crv == "P-256") return SigningAlgorithm::es256;
  if (jwk.kty == "OKP" && jwk.crv == "Ed25519") return SigningAlgorithm::eddsa;
  return PublicKeyError::unsupported;
}

std::optional<PublicKeyError> check_algorithm(const Jwk& jwk, SigningAlgorithm algorithm) {
  if (!jwk.alg || jwk.alg == to_string(algorithm)) return std::nullopt;
  return signing_algorithm_named(*jwk.alg) ? PublicKeyError::contradictory : PublicKeyError::unsupported;
}

std::optional<PublicKeyError> check_use(const Jwk& jwk) {
  if (jwk.use && jwk.use != "sig") return PublicKeyError::wrong_use;
  if (!jwk.key_ops) return std::nullopt;
  bool has_verify = false;
  for (auto at = jwk.key_ops->begin(); at != jwk.key_ops->end(); ++at) {
    // RFC 7517 4.3: no operation may be repeated, and unrelated operations must not be combined.
    if (std::find(jwk.key_ops->begin(), at, *at) != at) return PublicKeyError::malformed;
    if (*at != "verify" && *at != "sign") return PublicKeyError::wrong_use;
    has_verify = has_verify || *at == "verify";
  }
  return has_verify ? std::nullopt : std::optional{PublicKeyError::wrong_use};
}

/// Returns the bytes of a required member.
result<std::string, PublicKeyError> bytes_of(const std::optional<std::string>& member) {
  if (!member || member->empty()) return PublicKeyError::malformed;
  auto bytes = decode_base64url(std::string_view{*member});
  if (!bytes) return PublicKeyError::malformed;
  return *std::move(bytes);
}

result<KeyPtr, PublicKeyError> ed25519_key_of(const Jwk& jwk) {
  const auto x = bytes_of(jwk.x);
  if (!x) return x.error();
  if (const auto error = detail::check_ed25519(*x)) return *error;
  return detail::make_ed25519_key(*x);
}

result<KeyPtr, PublicKeyError> p256_key_of(const Jwk& jwk) {
  const auto x = bytes_of(jwk.x);
  const auto y = bytes_of(jwk.y);
  if (!x || !y) return PublicKeyError::malformed;
  // RFC 7518 6.2.1.2: the coordinate always has 32 bytes, including leading zeros.
  if (x->size() != 32 || y->size() != 32) return PublicKeyError::invalid;
  return detail::make_p256_key(*x, *y);
}

result<KeyPtr, PublicKeyError> rsa_key_of(const Jwk& jwk) {
  const auto n = bytes_of(jwk.n);
  const auto e = bytes_of(jwk.e);
  if (!n || !e) return PublicKeyError::malformed;
  if (const auto error = detail::check_rsa(*n, *e)) return *error;
  return detail::make_rsa_key(*n, *e);
}

result<KeyPtr, PublicKeyError> key_of(const Jwk& jwk, SigningAlgorithm algorithm) {
  switch (algorithm) {
    case SigningAlgorithm::eddsa:
      return ed25519_key_of(jwk);
    case SigningAlgorithm::es256:
      return p256_key_of(jwk);
    case SigningAlgorithm::rs256:
      return rsa_key_of(jwk);
  }
  return PublicKeyError::unsupported;
}

/// Returns the members that define the key, ordered by name (RFC 7638 3.2, RFC 8037 2). Their values are
/// known texts or valid base64url here, so no escapes are needed.
std::string required_members(const Jwk& jwk, SigningAlgorithm algorithm) {
  switch (algorithm) {
    case SigningAlgorithm::eddsa:
      return R"("crv":"Ed25519","kty":"OKP","x":")" + *jwk.x + '"';
    case SigningAlgorithm::es256:
      return R"("crv":"P-256","kty":"EC","x":")" + *jwk.x + R"(","y":")" + *jwk.y + '"';
    case SigningAlgorithm::rs256:
      return R"("e":")" + *jwk.e + R"(","kty":"RSA","n":")" + *jwk.n + '"';
  }
  return {};
}

}  // namespace

result<PublicKey, PublicKeyError> PublicKey::from_jwk(std::string_view json) {
  if (json.size() > max_jwk_size) return PublicKeyError::malformed;
  const auto jwk = detail::read_jwk(json);
  if (!jwk) return jwk.error();
  const auto algorithm = algorithm_of(*jwk);
  if (!algorithm) return algorithm.error();
  if (jwk->has_private_member) return PublicKeyError::private_key;
  if (const auto error = check_algorithm(*jwk, *algorithm)) return *error;
  if (const auto error = check_use(*jwk)) return *error;
  if (jwk->kid && (jwk->kid->empty() || jwk->kid->size() > max_id_size)) return PublicKeyError::malformed;
  auto made = key_of(*jwk, *algorithm);
  if (!made) return made.error();
  if (*made == nullptr) return PublicKeyError::invalid;

  PublicKey key;
  key.algorithm_ = *algorithm;
  key.key_ = *std::move(made);
  // For ECDSA, OpenSSL returns the size of the DER form.
  key.signature_size_ = *algorithm == SigningAlgorithm::rs256
                            ? static_cast<std::size_t>(EVP_PKEY_get_size(key.key_.get()))
                            : 64;
  const auto members = required_members(*jwk, *algorithm);
  key.thumbprint_ = encode_base64url(detail::sha256('{' + members + '}'));
  key.kid_ = jwk->kid.value_or(key.thumbprint_);
  key.jwk_ = '{' + members + R"(,"alg":")" + std::string{to_string(*algorithm)} + R"(","use":"sig","kid":)" +
             boost::json::serialize(boost::json::string_view{key.kid_}) + '}';
  return key;
}

bool PublicKey::verify(std::string_view message, std::string_view signature) const noexcept {
  return signature.size() == signature_size_ &&
         detail::verify_with(key_.get(), algorithm_, message, signature);
}

std::string_view to_string(PublicKeyError error) noexcept {
  switch (error) {
    case PublicKeyError::malformed:
      return "malformed";
    case PublicKeyError::unsupported:
      return "unsupported";
    case PublicKeyError::private_key:
      return "private_key";
    case PublicKeyError::contradictory:
      return "contradictory";
    case PublicKeyError::wrong_use:
      return "wrong_use";
    case PublicKeyError::invalid:
      return "invalid";
    case PublicKeyError::weak:
      return "weak";
  }
  return "unknown";
}

void throw_exception_from_error(PublicKeyError error, const boost::source_location&) {
  throw std::runtime_error{"public key refused: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::crypto
