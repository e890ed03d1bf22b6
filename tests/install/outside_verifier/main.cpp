// SPDX-License-Identifier: Apache-2.0
// Tells whose token it is: outside_verifier SECRET TOKEN, the secret being the one that the
// server signs with.

#include <gatehouse/verifier/verifier.h>

#include <iostream>

using namespace gatehouse;

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto secret = crypto::AccessTokenKey::from_secret(Secret{argv[1]});
  if (!secret) return 2;
  verifier::Verifier verifier{std::move(*secret)};
  const auto claims = verifier.verify_cached(argv[2]).value();
  if (!claims) {
    std::cout << "refused: " << to_string(claims.error()) << '\n';
    return 1;
  }
  std::cout << claims->subject << '\n';
}
