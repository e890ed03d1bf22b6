// SPDX-License-Identifier: Apache-2.0
#include "store/copies/user_cache.h"

#include <exception>
#include <utility>

namespace gatehouse::store {
namespace {

/// Changes that may wait at one copy. A context that looks up nothing for so long starts from an empty copy.
constexpr std::size_t mail_limit = 4096;

constexpr std::size_t cache_line = 64;

}  // namespace

struct UserCache::Slot {
  explicit Slot(std::size_t capacity) : copies(capacity) {}

  // From the store's thread to the context's.
  alignas(cache_line) std::atomic<bool> has_mail{false};
  std::mutex mutex;
  std::vector<Uuid> changed;
  bool all_changed = false;

  // The context's own.
  alignas(cache_line) UserCopies copies;
  std::uint64_t changes_seen = 0;  ///< tells a miss whether something changed while it read
};

UserCache::UserCache(Store& store, std::size_t contexts, std::size_t capacity) : store_(store) {
  slots_.reserve(contexts);
  for (std::size_t i = 0; i < contexts; ++i) slots_.push_back(std::make_unique<Slot>(capacity));
  store_.changes().add(*this);
}

UserCache::~UserCache() { store_.changes().remove(*this); }

void UserCache::on_users_changed(std::span<const Uuid> ids) noexcept {
  for (const auto& slot : slots_) {
    const std::lock_guard lock{slot->mutex};
    if (slot->changed.size() + ids.size() > mail_limit) slot->all_changed = true;
    try {
      if (!slot->all_changed) slot->changed.insert(slot->changed.end(), ids.begin(), ids.end());
    } catch (const std::exception&) {  // Out of memory: forgetting all needs none.
      slot->all_changed = true;
    }
    // The strictest order: whoever sees an answer that follows sees the mark too.
    slot->has_mail.store(true, std::memory_order_seq_cst);
  }
}

UserCache::Slot& UserCache::current(std::size_t context) {
  Slot& slot = *slots_.at(context);
  if (!slot.has_mail.load(std::memory_order_seq_cst)) return slot;
  const std::lock_guard lock{slot.mutex};
  ++slot.changes_seen;
  if (slot.all_changed) slot.copies.clear();
  for (const auto& id : slot.changed) slot.copies.erase(id);
  slot.changed.clear();
  slot.all_changed = false;
  slot.has_mail.store(false, std::memory_order_relaxed);
  return slot;
}

UserPtr UserCache::find_copy(std::size_t context, const Uuid& id) { return current(context).copies.find(id); }

awaitable<StoreResult<UserPtr>> UserCache::find(std::size_t context, Uuid id) {
  Slot& before = current(context);
  if (auto copy = before.copies.find(id)) co_return copy;
  const auto seen = before.changes_seen;
  auto found = co_await store_.find_user_by_id(id);
  if (!found) co_return found.error();
  UserPtr user = std::make_shared<const User>(std::move(*found));
  // What was read may be from before a change that the copy has been told of already: such a record must not
  // stay.
  if (Slot& after = current(context); after.changes_seen == seen) after.copies.insert(user);
  co_return user;
}

std::size_t UserCache::size(std::size_t context) { return current(context).copies.size(); }

}  // namespace gatehouse::store
