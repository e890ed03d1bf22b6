// SPDX-License-Identifier: Apache-2.0
#include "server/services/account_services.h"

#include <algorithm>
#include <utility>

#include "gatehouse/crypto/passwords/known_schemes.h"
#include "server/services/token_options.h"
#include "store/open_store.h"

namespace gatehouse::server {
namespace {

crypto::Argon2Options argon2_options(const PasswordSettings& settings) {
  crypto::Argon2Options options;
  options.memory_kib = settings.argon2_memory_kib;
  options.passes = settings.argon2_passes;
  options.lanes = settings.argon2_lanes;
  // New hashes must be verifiable, whatever the limits on imported ones are.
  const auto most = std::min(options.max_memory_kib, settings.argon2_total_memory_kib);
  options.max_memory_kib = std::max(most, options.memory_kib);
  options.max_work_kib = std::max(options.max_work_kib, std::uint64_t{options.memory_kib} * options.passes);
  options.memory_in_use_kib = std::max(settings.argon2_total_memory_kib, options.max_memory_kib);
  return options;
}

crypto::PasswordContext password_context(const PasswordSettings& settings) {
  crypto::BcryptOptions bcrypt;
  bcrypt.cost = static_cast<int>(settings.bcrypt_cost);
  const bool prefers_argon2 = settings.schemes.front() == "argon2id";
  return crypto::PasswordContext{crypto::known_schemes(
      std::make_shared<crypto::BcryptScheme>(bcrypt),
      std::make_shared<crypto::Argon2Scheme>(argon2_options(settings)), prefers_argon2)};
}

crypto::PasswordHasherOptions hasher_options(const PasswordSettings& settings, const ServiceCounts& counts) {
  crypto::PasswordHasherOptions options;
  options.context = password_context(settings);
  options.threads = settings.threads;
  options.max_queue = settings.queue;
  options.waits = counts.hash_waits;
  return options;
}

auth::AccountOptions account_options(const crypto::PasswordContext& context,
                                     const std::shared_ptr<Log>& log) {
  auth::AccountOptions options;
  options.passwords.max_bytes = context.preferred().max_password_bytes();
  options.log = log;
  return options;
}

}  // namespace

result<std::unique_ptr<AccountServices>, Problem> AccountServices::open(const Settings& settings,
                                                                        std::size_t workers,
                                                                        const std::shared_ptr<Log>& log,
                                                                        const ServiceCounts& counts) {
  store::StoreOptions options;
  options.folder = settings.server.data;
  options.log = log;
  options.counts = counts.writes;
  auto sealer = std::make_shared<auth::AuditSealer>();
  options.sealer = sealer;
  auto store = store::open_store(std::move(options));
  if (!store) return Problem{store.error().text};
  return std::make_unique<AccountServices>(std::move(*store), std::move(sealer), settings, workers, log,
                                           counts);
}

AccountServices::AccountServices(std::unique_ptr<store::Store> store,
                                 std::shared_ptr<auth::AuditSealer> sealer, const Settings& settings,
                                 std::size_t workers, const std::shared_ptr<Log>& log,
                                 const ServiceCounts& counts)
    : sealer_(std::move(sealer)),
      store_(std::move(store)),
      cache_(*store_, workers),
      hasher_(hasher_options(settings.passwords, counts)),
      accounts_(std::make_shared<auth::Accounts>(*store_, cache_, hasher_,
                                                 account_options(hasher_.context(), log))),
      own_account_(std::make_shared<auth::OwnAccount>(*store_, hasher_, accounts_->policy(), log)),
      clients_(std::make_shared<auth::Clients>(store_->clients())),
      keys_(std::make_shared<auth::KeyRing>(store_->keys(), key_ring_options(settings.tokens, log))),
      user_sessions_(std::make_shared<auth::UserSessions>(*store_)),
      audit_record_(std::make_shared<auth::AuditRecord>(*store_)) {}

void AccountServices::close() {
  keys_->close();
  hasher_.stop();
  store_->close();
}

}  // namespace gatehouse::server
