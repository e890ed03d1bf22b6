// SPDX-License-Identifier: Apache-2.0
// Key sets of another service, which may be any text. What was read is written as the same keys, and none of
// them accepts zeros as a signature.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gatehouse/crypto/keys/jwks.h"

namespace {

using namespace gatehouse::crypto;  // NOLINT: a program of one function

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto alone = PublicKey::from_jwk(text);
  if (alone) require(PublicKey::from_jwk(alone->to_jwk())->to_jwk() == alone->to_jwk());
  const auto set = read_jwks(text);
  if (!set) return 0;
  const auto written = write_jwks(set->keys);
  const auto again = read_jwks(written);
  require(again.has_value() && again->ignored.empty() && write_jwks(again->keys) == written);
  const auto keys = VerificationKeys::from_keys(set->keys);
  require(keys.has_value());
  for (const auto& key : set->keys) {
    require(keys->find(key.kid())->to_jwk() == key.to_jwk());
    require(!key.verify(text, std::string(key.signature_size(), '\0')));
  }
  return 0;
}
