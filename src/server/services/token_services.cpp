// SPDX-License-Identifier: Apache-2.0
#include "server/services/token_services.h"

#include <string>
#include <utility>

#include "server/services/token_options.h"

namespace gatehouse::server {

TokenServices::TokenServices(AccountServices& accounts, const SigningSecrets& secrets,
                             const Settings& settings, std::optional<TimePoint> epoch, std::size_t workers,
                             const std::shared_ptr<Log>& log)
    : tokens_(make_tokens(secrets, settings.tokens, accounts.keys())),
      ended_(accounts.store(), workers),
      sessions_(std::make_shared<auth::Sessions>(accounts.store().sessions(), *accounts.accounts(), tokens_,
                                                 session_options(settings, log))),
      service_(std::make_shared<auth::AccessChecks>(
          tokens_, accounts.cache(), ended_,
          auth::AccessOptions{.accept_without_session = settings.tokens.accept_without_session,
                              .epoch = epoch})),
      client_tokens_(std::make_shared<auth::ClientTokens>(tokens_, accounts.store().clients(), epoch)),
      issued_(std::make_shared<auth::Introspection>(tokens_, *service_, *sessions_, *client_tokens_,
                                                    accounts.cache())),
      inspector_(tokens_, *service_, *sessions_, *client_tokens_, accounts.cache()) {}

awaitable<result<std::unique_ptr<TokenServices>, Problem>> TokenServices::open(
    AccountServices& accounts, const SigningSecrets& secrets, const Settings& settings, std::size_t workers,
    const std::shared_ptr<Log>& log) {
  using Opened = result<std::unique_ptr<TokenServices>, Problem>;
  const auto epoch = co_await accounts.store().find_epoch();
  if (!epoch) {
    Opened failed =
        Problem{"can't read when backups were restored: " + make_error_code(epoch.error()).message()};
    co_return failed;
  }
  auto stack = std::make_unique<TokenServices>(accounts, secrets, settings, *epoch, workers, log);
  // Comes before any request is served, so that ended sessions stay ended.
  const auto loaded = co_await stack->ended_.load();
  if (!loaded) {
    Opened failed = Problem{"can't read the ended sessions: " + make_error_code(loaded.error()).message()};
    co_return failed;
  }
  Opened opened = std::move(stack);
  co_return opened;
}

}  // namespace gatehouse::server
