#pragma once
// SPDX-License-Identifier: Apache-2.0
// Creates the objects behind endpoints and commands, in order of dependence: store, hasher, rules.

#include <memory>

#include "auth/accounts/accounts.h"
#include "auth/accounts/own_account.h"
#include "auth/audit/audit_record.h"
#include "auth/audit/audit_sealer.h"
#include "auth/clients/clients.h"
#include "auth/keys/key_ring.h"
#include "auth/sessions/user_sessions.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"
#include "gatehouse/crypto/pool/password_hasher.h"
#include "server/config/settings.h"
#include "server/metrics/service_counts.h"
#include "server/problem.h"
#include "store/copies/user_cache.h"
#include "store/store.h"

namespace gatehouse::server {

/// Owns what accounts, clients and keys need. Close it while the executors of waiting operations still exist.
class AccountServices {
 public:
  /// Opens the store of the data folder. `workers` is the number of workers, and `counts` is filled by the
  /// store and the hasher. The error is one line for an operator.
  static result<std::unique_ptr<AccountServices>, Problem> open(const Settings& settings, std::size_t workers,
                                                                const std::shared_ptr<Log>& log,
                                                                const ServiceCounts& counts = {});

  AccountServices(std::unique_ptr<store::Store> store, std::shared_ptr<auth::AuditSealer> sealer,
                  const Settings& settings, std::size_t workers, const std::shared_ptr<Log>& log,
                  const ServiceCounts& counts = {});

  /// Completes hashing and writing that has begun, and refuses more.
  void close();

  [[nodiscard]] std::shared_ptr<auth::Accounts> accounts() const noexcept { return accounts_; }
  [[nodiscard]] std::shared_ptr<auth::OwnAccount> own_account() const noexcept { return own_account_; }
  [[nodiscard]] std::shared_ptr<auth::Clients> clients() const noexcept { return clients_; }
  /// The key ring is not loaded yet.
  [[nodiscard]] std::shared_ptr<auth::KeyRing> keys() const noexcept { return keys_; }
  [[nodiscard]] std::shared_ptr<auth::UserSessions> user_sessions() const noexcept { return user_sessions_; }
  [[nodiscard]] std::shared_ptr<auth::AuditRecord> audit_record() const noexcept { return audit_record_; }
  [[nodiscard]] store::Store& store() noexcept { return *store_; }
  /// Its key is not set yet: until then the audit record is not sealed.
  [[nodiscard]] auth::AuditSealer& sealer() noexcept { return *sealer_; }
  [[nodiscard]] const crypto::PasswordHasher& hasher() const noexcept { return hasher_; }
  [[nodiscard]] store::UserCache& cache() noexcept { return cache_; }

 private:
  std::shared_ptr<auth::AuditSealer> sealer_;
  std::unique_ptr<store::Store> store_;
  store::UserCache cache_;
  crypto::PasswordHasher hasher_;
  std::shared_ptr<auth::Accounts> accounts_;
  std::shared_ptr<auth::OwnAccount> own_account_;
  std::shared_ptr<auth::Clients> clients_;
  std::shared_ptr<auth::KeyRing> keys_;
  std::shared_ptr<auth::UserSessions> user_sessions_;
  std::shared_ptr<auth::AuditRecord> audit_record_;
};

}  // namespace gatehouse::server
