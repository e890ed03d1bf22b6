// SPDX-License-Identifier: Apache-2.0
#include "server/services/token_services.h"

#include <string>
#include <utility>

#include "server/services/token_options.h"

namespace gatehouse::server {

TokenServices::TokenServices(AccountServices& accounts, const SigningSecrets& secrets,
                             const Settings& settings, std::size_t workers, const std::shared_ptr<Log>& log,
                             std::shared_ptr<auth::Counts> counts)
    : tokens_(make_tokens(secrets, settings.tokens, accounts.keys())),
      ended_(accounts.store(), workers),
      epoch_(accounts.store()),
      sessions_(std::make_shared<auth::Sessions>(accounts.store().sessions(), *accounts.accounts(), tokens_,
                                                 session_options(settings, log, std::move(counts)))),
      service_(std::make_shared<auth::AccessChecks>(
          tokens_, accounts.cache(), ended_,
          auth::AccessOptions{.accept_without_session = settings.tokens.accept_without_session,
                              .epoch = &epoch_})),
      client_tokens_(std::make_shared<auth::ClientTokens>(tokens_, accounts.store().clients(), &epoch_)),
      issued_(std::make_shared<auth::Introspection>(tokens_, *service_, *sessions_, *client_tokens_,
                                                    accounts.cache())),
      inspector_(tokens_, *service_, *sessions_, *client_tokens_, accounts.cache()) {}

awaitable<result<std::unique_ptr<TokenServices>, Problem>> TokenServices::open(
    AccountServices& accounts, const SigningSecrets& secrets, const Settings& settings, std::size_t workers,
    const std::shared_ptr<Log>& log, std::shared_ptr<auth::Counts> counts) {
  using Opened = result<std::unique_ptr<TokenServices>, Problem>;
  auto services =
      std::make_unique<TokenServices>(accounts, secrets, settings, workers, log, std::move(counts));
  // Comes before any request is served, so that old tokens stay refused and ended sessions stay ended.
  const auto epoch = co_await services->epoch_.load();
  if (!epoch) {
    Opened failed =
        Problem{"can't read when backups were restored: " + make_error_code(epoch.error()).message()};
    co_return failed;
  }
  const auto loaded = co_await services->ended_.load();
  if (!loaded) {
    Opened failed = Problem{"can't read the ended sessions: " + make_error_code(loaded.error()).message()};
    co_return failed;
  }
  Opened opened = std::move(services);
  co_return opened;
}

}  // namespace gatehouse::server
