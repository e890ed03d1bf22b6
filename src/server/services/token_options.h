#pragma once
// SPDX-License-Identifier: Apache-2.0
// Turns the settings of tokens, sessions and keys into options of the classes that make them.

#include <memory>

#include "auth/keys/key_ring.h"
#include "auth/sessions/sessions.h"
#include "gatehouse/base/log.h"
#include "gatehouse/crypto/tokens/tokens.h"
#include "server/config/settings.h"
#include "server/secrets/secrets.h"

namespace gatehouse::server {

[[nodiscard]] auth::KeyRingOptions key_ring_options(const TokenSettings& settings,
                                                    const std::shared_ptr<Log>& log);

[[nodiscard]] auth::SessionOptions session_options(const Settings& settings, const std::shared_ptr<Log>& log,
                                                   std::shared_ptr<auth::Counts> counts = nullptr);

/// Returns Tokens that use `keys` for access tokens if the settings have key pairs, or else the secret. The
/// ring must be loaded before the first token.
[[nodiscard]] crypto::Tokens make_tokens(const SigningSecrets& secrets, const TokenSettings& settings,
                                         std::shared_ptr<const auth::KeyRing> keys);

}  // namespace gatehouse::server
