// SPDX-License-Identifier: Apache-2.0
#include "store/copies/user_cache.h"

#include <exception>
#include <utility>

#include "store/copies/mailbox.h"

namespace gatehouse::store {
namespace {

/// How many changes may wait for one worker. A worker that collects nothing for that long starts with
/// an empty copy.
constexpr std::size_t mail_limit = 4096;

/// What was posted for one worker.
struct Mail {
  std::vector<Uuid> changed;
  bool all_changed = false;
};

}  // namespace

struct UserCache::Slot {
  explicit Slot(std::size_t capacity) : copies(capacity) {}

  Mailbox<Mail> mailbox;
  UserCopies copies;
  std::uint64_t changes_seen = 0;  ///< tells a cache miss whether a change arrived during its read
};

UserCache::UserCache(Store& store, std::size_t workers, std::size_t capacity) : store_(store) {
  slots_.reserve(workers);
  for (std::size_t i = 0; i < workers; ++i) slots_.push_back(std::make_unique<Slot>(capacity));
  store_.changes().add(*this);
}

UserCache::~UserCache() { store_.changes().remove(*this); }

void UserCache::on_users_changed(std::span<const Uuid> ids) noexcept {
  for (const auto& slot : slots_) {
    slot->mailbox.post([ids](Mail& mail) {
      if (mail.changed.size() + ids.size() > mail_limit) mail.all_changed = true;
      try {
        if (!mail.all_changed) mail.changed.insert(mail.changed.end(), ids.begin(), ids.end());
      } catch (const std::exception&) {
        mail.all_changed = true;  // out of memory: dropping all copies needs none
      }
    });
  }
}

void UserCache::on_resync(std::span<const EndedSession>) noexcept {
  for (const auto& slot : slots_) {
    slot->mailbox.post([](Mail& mail) { mail.all_changed = true; });
  }
}

UserCache::Slot& UserCache::current(std::size_t worker) {
  Slot& slot = *slots_.at(worker);
  slot.mailbox.collect([&slot](Mail& mail) {
    ++slot.changes_seen;
    if (mail.all_changed) slot.copies.clear();
    for (const auto& id : mail.changed) slot.copies.erase(id);
    mail.changed.clear();
    mail.all_changed = false;
  });
  return slot;
}

UserPtr UserCache::find_copy(std::size_t worker, const Uuid& id) {
  // This comes before the mailbox is emptied: what is posted after the feed was interrupted is incomplete.
  if (!store_.changes().freshness().is_current()) return nullptr;
  return current(worker).copies.find(id);
}

awaitable<StoreResult<UserPtr>> UserCache::find(std::size_t worker, Uuid id) {
  if (auto copy = find_copy(worker, id)) co_return copy;
  const auto seen = current(worker).changes_seen;
  auto found = co_await store_.users().find_user_by_id(id);
  if (!found) co_return found.error();
  UserPtr user = std::make_shared<const User>(std::move(*found));
  // The record may have been read before a change that the copy has already collected, or before one that
  // was missed. Such a record must not be kept. A resync counts as a change, so a gap between the two looks
  // at the freshness shows too.
  const bool is_current = store_.changes().freshness().is_current();
  if (Slot& after = current(worker); is_current && after.changes_seen == seen) after.copies.insert(user);
  co_return user;
}

std::size_t UserCache::size(std::size_t worker) { return current(worker).copies.size(); }

}  // namespace gatehouse::store
