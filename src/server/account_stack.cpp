// SPDX-License-Identifier: Apache-2.0
#include "server/account_stack.h"

#include <utility>

#include "gatehouse/crypto/bcrypt.h"
#include "store/sqlite/sqlite_store.h"

namespace gatehouse::server {
namespace {

crypto::PasswordHasherOptions hasher_options(const PasswordSettings& settings) {
  crypto::BcryptOptions bcrypt;
  bcrypt.cost = static_cast<int>(settings.bcrypt_cost);
  crypto::PasswordHasherOptions options;
  options.context = crypto::PasswordContext{{std::make_shared<crypto::BcryptScheme>(bcrypt)}};
  options.threads = settings.threads;
  options.max_queue = settings.queue;
  return options;
}

auth::AccountOptions account_options(const std::shared_ptr<Log>& log) {
  auth::AccountOptions options;
  options.log = log;
  return options;
}

}  // namespace

result<std::unique_ptr<AccountStack>, Problem> AccountStack::open(const Settings& settings,
                                                                  std::size_t contexts,
                                                                  const std::shared_ptr<Log>& log) {
  store::SqliteOptions options;
  options.folder = settings.server.data;
  options.log = log;
  auto store = store::open_sqlite(std::move(options));
  if (!store) return Problem{store.error().text};
  return std::make_unique<AccountStack>(std::move(*store), settings, contexts, log);
}

AccountStack::AccountStack(std::unique_ptr<store::Store> store, const Settings& settings,
                           std::size_t contexts, const std::shared_ptr<Log>& log)
    : store_(std::move(store)),
      cache_(*store_, contexts),
      hasher_(hasher_options(settings.passwords)),
      accounts_(std::make_shared<auth::Accounts>(*store_, cache_, hasher_, account_options(log))),
      own_account_(std::make_shared<auth::OwnAccount>(*store_, hasher_, accounts_->policy(), log)) {}

void AccountStack::close() {
  hasher_.stop();
  store_->close();
}

}  // namespace gatehouse::server
