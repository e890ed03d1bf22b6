#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the settings say of tokens, sessions and keys, in the words of those who make them.

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

[[nodiscard]] auth::SessionOptions session_options(const Settings& settings, const std::shared_ptr<Log>& log);

/// Access tokens by `keys`, where the settings have key pairs; else by the secret. The ring is loaded before
/// the first token.
[[nodiscard]] crypto::Tokens make_tokens(const SigningSecrets& secrets, const TokenSettings& settings,
                                         std::shared_ptr<const auth::KeyRing> keys);

}  // namespace gatehouse::server
