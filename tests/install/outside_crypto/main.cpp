// SPDX-License-Identifier: Apache-2.0
// Tells whose token it is, by a key set: outside_crypto JWKS TOKEN.

#include <gatehouse/crypto/keys/jwks.h>
#include <gatehouse/crypto/tokens/jwt.h>
#include <iostream>

using namespace gatehouse;

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto read = crypto::read_jwks(argv[1]);
  if (!read) return 2;
  const auto keys = crypto::VerificationKeys::from_keys(std::move(read->keys));
  if (!keys) return 2;
  const auto claims = crypto::verify(argv[2], *keys, {}, system_clock().now());
  if (!claims) {
    std::cout << "refused: " << to_string(claims.error()) << '\n';
    return 1;
  }
  std::cout << claims->subject << '\n';
}
