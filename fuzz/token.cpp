// SPDX-License-Identifier: Apache-2.0
// Tokens from unknown senders. What a secret accepts, published keys refuse, and the reverse; without the key
// nothing is accepted at all.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/crypto/tokens/jwt.h"

namespace {

using namespace gatehouse;          // NOLINT: a program of one function
using namespace gatehouse::crypto;  // NOLINT: a program of one function

void require(bool holds) {
  if (!holds) std::abort();
}

VerificationKeys make_keys() {
  std::vector<PublicKey> keys;
  for (const auto algorithm : {SigningAlgorithm::eddsa, SigningAlgorithm::es256, SigningAlgorithm::rs256}) {
    // The kids are fixed, so that the corpus can name them.
    auto jwk = SigningKey::generate(algorithm).public_key().to_jwk();
    const auto kid = jwk.find(R"("kid":")") + 7;
    jwk.replace(kid, jwk.size() - 2 - kid, to_string(algorithm));
    keys.push_back(PublicKey::from_jwk(jwk).value());
  }
  return VerificationKeys::from_keys(std::move(keys)).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto keys = make_keys();
  static const auto unknown = AccessTokenKey::random();
  // The secret that signed the corpus' tokens.
  static const auto known = AccessTokenKey::from_secret(Secret{"a secret of thirty-two bytes, ok"}).value();
  constexpr TimePoint now{std::chrono::seconds{1'700'000'000}};
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  require(!verify(text, keys, {}, now) && !verify_signature(text, keys));
  require(!verify(text, unknown, {}, now) && !verify_signature(text, unknown));
  const auto claims = verify(text, known, {}, now);
  if (claims) {
    require(verify_signature(text, known).has_value() && claims->expires_at > now);
    // Times are written in whole seconds, so less than a second left counts as none.
    const auto again = verify(sign(*claims, known), known, {}, now);
    require(again ? again->subject == claims->subject : again.error() == TokenError::expired);
  }
  return 0;
}
