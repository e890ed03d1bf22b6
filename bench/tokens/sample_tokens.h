#pragma once
// SPDX-License-Identifier: Apache-2.0
// Tokens as the server issues them.

#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/tokens/tokens.h"

namespace gatehouse::bench {

inline constexpr const char* access_secret = "an access secret of 40 bytes, no fewer..";
inline constexpr const char* subject = "6f1c2b7e-6d0b-4a5e-9a51-3b0f9a7c2d11";
inline constexpr const char* session = "c3a4e1f0-58d2-4b7a-8f1e-90ab12cd34ef";

inline crypto::Tokens make_tokens() {
  return {crypto::AccessTokenKey::from_secret(Secret{access_secret}).value(),
          crypto::RefreshTokenKey::random()};
}

}  // namespace gatehouse::bench
