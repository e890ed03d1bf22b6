#pragma once
// SPDX-License-Identifier: Apache-2.0
// All rules of a server over SQLite on a real disk, without sockets.

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "auth/accounts/accounts.h"
#include "auth/sessions/sessions.h"
#include "auth/tokens/access_checks.h"
#include "gatehouse/crypto/passwords/bcrypt.h"
#include "store/copies/ended_sessions.h"
#include "support/coroutine.h"
#include "support/database.h"
#include "support/scratch_folder.h"

namespace gatehouse::bench {

/// All of it for one worker. Passwords are cheap, because only what follows the login is measured.
struct Service {
  static constexpr const char* password = "zqkvjxwp bench";

  explicit Service(crypto::TokenOptions token_options = {}, auth::AccessOptions access_options = {})
      : tokens(crypto::AccessTokenKey::random(), crypto::RefreshTokenKey::random(), std::move(token_options)),
        access(tokens, users, ended, access_options) {}

  /// Signs up and logs in.
  awaitable<auth::TokenPair> log_in(std::string email) {
    const crypto::JobOptions job{crypto::HashCaller::from_server(), {}};
    store::Actor actor;
    actor.address = "192.0.2.7";
    actor.agent = "bench";
    auto signed_up = co_await accounts.sign_up(actor, email, Secret{password}, job);
    if (!signed_up) throw std::runtime_error("no account was opened");
    auto pair = co_await sessions.log_in(std::move(actor), std::move(email), Secret{password}, job);
    if (!pair) throw std::runtime_error("nobody was logged in");
    co_return std::move(*pair);
  }

  ScratchFolder folder;
  std::unique_ptr<store::Store> store = open_store(folder);
  store::UserCache users{*store, 1};
  store::EndedSessions ended{*store, 1};
  crypto::PasswordHasher hasher{{.context = cheap_context(), .threads = 1}};
  crypto::Tokens tokens;
  auth::Accounts accounts{*store, users, hasher};
  auth::Sessions sessions{store->sessions(), accounts, tokens};
  auth::AccessChecks access;

 private:
  static crypto::PasswordContext cheap_context() {
    return crypto::PasswordContext{{std::make_shared<crypto::BcryptScheme>(
        crypto::BcryptOptions{.cost = crypto::BcryptScheme::min_cost})}};
  }
};

}  // namespace gatehouse::bench
