// SPDX-License-Identifier: Apache-2.0
#include "server/services/background.h"

#include <chrono>
#include <cstdint>
#include <utility>

#include "auth/sessions/session_cleaner.h"

namespace gatehouse::server {
namespace {

awaitable<> clean_sessions(store::SessionStore& store, Log& log) {
  auto deleting = auth::delete_expired_sessions(store);
  const auto count = co_await std::move(deleting);
  if (count > 0) {
    log.write(LogLevel::debug, "deleted sessions that are over",
              {{"count", static_cast<std::int64_t>(count)}});
  }
}

/// Deletes what the audit record has kept for long enough. 0 days: nothing.
awaitable<> cut_audit(store::AuditStore& audit, std::uint32_t keep_days, Log& log) {
  if (keep_days == 0) co_return;
  const auto before = system_clock().now() - std::chrono::days{keep_days};
  for (;;) {
    store::Call call{store::Actor{store::ActorKind::server}};
    const auto count = co_await audit.cut(std::move(call), before);
    if (!count || *count == 0) co_return;
    log.write(LogLevel::debug, "cut the old end of the audit record", {{"entries", *count}});
  }
}

awaitable<> maintain_keys(auth::KeyRing& keys, Log& log) {
  auto maintaining = keys.maintain();
  const auto done = co_await std::move(maintaining);
  if (done) co_return;
  log.write(LogLevel::warning, "the keys could not be rotated or deleted",
            {{"why", to_string(done.error())}});
}

}  // namespace

Background::Background(boost::asio::io_context& context, AccountServices& accounts,
                       const std::shared_ptr<auth::RefusalLog>& refusals, const Settings& settings,
                       const std::shared_ptr<Log>& log)
    : following_(accounts.keys(), accounts.store().changes(), context.get_executor(), log),
      cleaning_(context, std::chrono::minutes{1},
                [&store = accounts.store(), log] { return clean_sessions(store.sessions(), *log); }),
      noting_(context, std::chrono::seconds{1},
              [&store = accounts.store(), refusals] {
                return auth::write_refusals(store, refusals->take_due());
              }),
      cutting_(context, std::chrono::hours{1},
               [&store = accounts.store(), days = settings.audit.keep_days, log] {
                 return cut_audit(store.audit(), days, *log);
               }),
      maintaining_(context, std::chrono::seconds{10},
                   [keys = accounts.keys(), log] { return maintain_keys(*keys, *log); }) {}

}  // namespace gatehouse::server
