// SPDX-License-Identifier: Apache-2.0
#include "store/copies/ended_sessions.h"

#include <algorithm>
#include <exception>
#include <unordered_map>

#include "store/copies/mailbox.h"

namespace gatehouse::store {
namespace {

/// Below this number, expired entries are not searched for.
constexpr std::size_t least_to_prune = 1024;

/// What was posted for one worker.
struct Mail {
  std::vector<EndedSession> sessions;
  std::size_t prune_at = least_to_prune;
  bool is_incomplete = false;

  void add(std::span<const EndedSession> ended, TimePoint now) {
    if (sessions.size() + ended.size() > prune_at) {
      // A worker that answers no request never collects, but the lifetime of access tokens bounds the list.
      std::erase_if(sessions, [now](const auto& session) { return session.until <= now; });
      prune_at = std::max(least_to_prune, 2 * (sessions.size() + ended.size()));
    }
    sessions.insert(sessions.end(), ended.begin(), ended.end());
  }
};

}  // namespace

struct EndedSessions::Slot {
  Mailbox<Mail> mailbox;
  std::unordered_map<Uuid, TimePoint> ended;
  std::size_t prune_at = least_to_prune;
  bool is_incomplete = false;

  void take(const std::vector<EndedSession>& from, TimePoint now) {
    for (const auto& [id, until] : from) {
      auto& known = ended[id];
      known = std::max(known, until);
    }
    if (ended.size() < prune_at) return;
    std::erase_if(ended, [now](const auto& one) { return one.second <= now; });
    prune_at = std::max(least_to_prune, 2 * ended.size());
  }
};

EndedSessions::EndedSessions(Store& store, std::size_t workers, const Clock& clock)
    : store_(store), clock_(clock) {
  slots_.reserve(workers);
  for (std::size_t i = 0; i < workers; ++i) slots_.push_back(std::make_unique<Slot>());
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
    slot->mailbox.post([&](Mail& mail) {
      try {
        mail.add(sessions, now);
      } catch (const std::exception&) {
        mail.is_incomplete = true;  // out of memory: from now on every session counts as ended (fail closed)
      }
    });
  }
}

EndedSessions::Slot& EndedSessions::current(std::size_t worker) {
  Slot& slot = *slots_.at(worker);
  slot.mailbox.collect([&](Mail& mail) {
    slot.is_incomplete = slot.is_incomplete || mail.is_incomplete;
    slot.take(mail.sessions, clock_.now());
    mail.sessions = {};
  });
  return slot;
}

void EndedSessions::on_resync(std::span<const EndedSession> ended) noexcept { on_sessions_ended(ended); }

awaitable<StoreResult<bool>> EndedSessions::ask_whether_ended(std::size_t worker, Uuid session) {
  if (const auto known = has_ended(worker, session)) co_return *known;
  const auto found = co_await store_.sessions().find_session(session);
  if (found) co_return found->ended_at.has_value();
  if (found.error() == StoreError::not_found) co_return true;
  co_return found.error();
}

std::optional<bool> EndedSessions::has_ended(std::size_t worker, const Uuid& session) {
  // This comes before the mailbox is emptied: what is posted after the feed was interrupted is incomplete.
  if (!store_.changes().freshness().is_current()) return std::nullopt;
  const Slot& slot = current(worker);
  return slot.is_incomplete || slot.ended.contains(session);
}

std::size_t EndedSessions::size(std::size_t worker) { return current(worker).ended.size(); }

}  // namespace gatehouse::store
