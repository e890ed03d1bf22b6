// SPDX-License-Identifier: Apache-2.0
#include "store/copies/ended_sessions.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <unordered_map>

namespace gatehouse::store {
namespace {

/// Fewer than these are not worth looking through for what has run out.
constexpr std::size_t least_to_prune = 1024;

constexpr std::size_t cache_line = 64;

}  // namespace

struct EndedSessions::Slot {
  using Mail = std::vector<EndedSession>;

  // From the store's thread to the context's.
  alignas(cache_line) std::atomic<bool> has_mail{false};
  std::mutex mutex;
  Mail mail;
  std::size_t prune_mail_at = least_to_prune;
  bool has_lost_mail = false;

  // The context's own.
  alignas(cache_line) std::unordered_map<Uuid, TimePoint> ended;
  std::size_t prune_at = least_to_prune;
  bool is_incomplete = false;

  /// Called under the mutex.
  void add(std::span<const EndedSession> sessions, TimePoint now) {
    if (mail.size() + sessions.size() > prune_mail_at) {
      // A context that answers nobody never looks: what piles up is bounded by what its tokens' life bounds.
      std::erase_if(mail, [now](const auto& session) { return session.until <= now; });
      prune_mail_at = std::max(least_to_prune, 2 * (mail.size() + sessions.size()));
    }
    mail.insert(mail.end(), sessions.begin(), sessions.end());
  }

  void take(const Mail& from, TimePoint now) {
    for (const auto& [id, until] : from) {
      auto& known = ended[id];
      known = std::max(known, until);
    }
    if (ended.size() < prune_at) return;
    std::erase_if(ended, [now](const auto& one) { return one.second <= now; });
    prune_at = std::max(least_to_prune, 2 * ended.size());
  }
};

EndedSessions::EndedSessions(Store& store, std::size_t contexts, const Clock& clock)
    : store_(store), clock_(clock) {
  slots_.reserve(contexts);
  for (std::size_t i = 0; i < contexts; ++i) slots_.push_back(std::make_unique<Slot>());
  store_.changes().add(*this);
}

EndedSessions::~EndedSessions() { store_.changes().remove(*this); }

awaitable<StoreResult<>> EndedSessions::load() {
  auto ended = co_await store_.sessions().list_ended_sessions();
  if (!ended) co_return ended.error();
  on_sessions_ended(*ended);
  StoreResult<> done;
  co_return done;
}

void EndedSessions::on_sessions_ended(std::span<const EndedSession> sessions) noexcept {
  const auto now = clock_.now();
  for (const auto& slot : slots_) {
    const std::lock_guard lock{slot->mutex};
    try {
      slot->add(sessions, now);
    } catch (
        const std::exception&) {  // Out of memory: rather no session opens anything than one that has ended.
      slot->has_lost_mail = true;
    }
    // The strictest order: whoever sees an answer that follows sees the mark too.
    slot->has_mail.store(true, std::memory_order_seq_cst);
  }
}

EndedSessions::Slot& EndedSessions::current(std::size_t context) {
  Slot& slot = *slots_.at(context);
  if (!slot.has_mail.load(std::memory_order_seq_cst)) return slot;
  const std::lock_guard lock{slot.mutex};
  slot.is_incomplete = slot.is_incomplete || slot.has_lost_mail;
  slot.take(slot.mail, clock_.now());
  slot.mail = {};
  slot.has_mail.store(false, std::memory_order_relaxed);
  return slot;
}

bool EndedSessions::has_ended(std::size_t context, const Uuid& session) {
  const Slot& slot = current(context);
  return slot.is_incomplete || slot.ended.contains(session);
}

std::size_t EndedSessions::size(std::size_t context) { return current(context).ended.size(); }

}  // namespace gatehouse::store
