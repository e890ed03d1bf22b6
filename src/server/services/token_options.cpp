// SPDX-License-Identifier: Apache-2.0
#include "server/services/token_options.h"

#include <optional>
#include <utility>

#include "auth/tokens/client_tokens.h"

namespace gatehouse::server {
namespace {

std::optional<crypto::SigningAlgorithm> key_algorithm(TokenAlgorithm algorithm) {
  switch (algorithm) {
    case TokenAlgorithm::hs256:
      return std::nullopt;
    case TokenAlgorithm::eddsa:
      return crypto::SigningAlgorithm::eddsa;
    case TokenAlgorithm::es256:
      return crypto::SigningAlgorithm::es256;
    case TokenAlgorithm::rs256:
      return crypto::SigningAlgorithm::rs256;
  }
  return std::nullopt;
}

}  // namespace

auth::KeyRingOptions key_ring_options(const TokenSettings& settings, const std::shared_ptr<Log>& log) {
  auth::KeyRingOptions options;
  options.algorithm = key_algorithm(settings.algorithm);
  options.rotate_after = settings.rotate_days;
  options.token_lifetime = settings.access_minutes;
  options.log = log;
  return options;
}

auth::SessionOptions session_options(const Settings& settings, const std::shared_ptr<Log>& log,
                                     std::shared_ptr<auth::Counts> counts) {
  auth::SessionOptions options;
  options.absolute = settings.tokens.session_days;
  options.grace = settings.tokens.refresh_grace_seconds;
  options.max_per_user = settings.sessions.max_per_user;
  options.log = log;
  options.counts = std::move(counts);
  return options;
}

crypto::Tokens make_tokens(const SigningSecrets& secrets, const TokenSettings& settings,
                           std::shared_ptr<const auth::KeyRing> keys) {
  crypto::TokenOptions options;
  options.access_lifetime = settings.access_minutes;
  options.refresh_lifetime = settings.refresh_days;
  options.issuer = settings.issuer;
  options.audience = settings.audience;
  // Set only with an audience, because RFC 9068 then requires a `client_id`. Other verifiers may rely
  // on its absence.
  if (!settings.audience.empty()) options.client = auth::no_client;
  if (keys->has_key_pairs()) options.access_keys = std::move(keys);
  if (const auto& earlier = secrets.previous_access)
    options.previous_access_key = crypto::AccessTokenKey::from_secret(*earlier).value();
  if (const auto& earlier = secrets.previous_refresh)
    options.previous_refresh_key = crypto::RefreshTokenKey::from_secret(*earlier).value();
  return {crypto::AccessTokenKey::from_secret(secrets.access).value(),
          crypto::RefreshTokenKey::from_secret(secrets.refresh).value(), options};
}

}  // namespace gatehouse::server
