// SPDX-License-Identifier: Apache-2.0
#include "auth/audit/refusal_log.h"

#include <chrono>
#include <utility>

namespace gatehouse::auth {
namespace {

constexpr std::chrono::minutes window{1};

/// Returns a text that is equal for refusals that are alike.
std::string kind_of(const std::string& action, const std::string& reason, const store::Subject& subject,
                    const store::Actor& actor) {
  std::string kind;
  for (const auto& part : {action, reason, subject.id, subject.name, actor.id, actor.address}) {
    kind += std::to_string(part.size()) + ':' + part;
  }
  return kind;
}

}  // namespace

void RefusalLog::note(std::string action, std::string reason, store::Subject subject, store::Actor actor) {
  const auto now = clock_.now();
  auto kind = kind_of(action, reason, subject, actor);
  const std::lock_guard lock{mutex_};
  if (kinds_.size() >= max_kinds && !kinds_.contains(kind)) {
    subject = {};
    actor = {};
    kind = kind_of(action, reason, subject, actor);
  }
  const auto known = kinds_.find(kind);
  if (known == kinds_.end()) {
    store::Refusals first{std::move(action), std::move(reason), std::move(subject), std::move(actor)};
    first.at = now;
    kinds_.emplace(std::move(kind), Kind{std::move(first), now, false});
    return;
  }
  auto& refusals = known->second.refusals;
  if (refusals.count == 0) {
    refusals.at = now;
    refusals.actor = std::move(actor);  // with the id of its request
  }
  ++refusals.count;
}

std::vector<store::Refusals> RefusalLog::take_due() { return take(false); }

std::vector<store::Refusals> RefusalLog::take_all() { return take(true); }

std::vector<store::Refusals> RefusalLog::take(bool all) {
  const auto now = clock_.now();
  std::vector<store::Refusals> due;
  const std::lock_guard lock{mutex_};
  for (auto kind = kinds_.begin(); kind != kinds_.end();) {
    auto& [refusals, since, is_written] = kind->second;
    const bool is_over = all || now >= since + window || now < since;
    if (refusals.count > 0 && (!is_written || is_over)) {
      due.push_back(refusals);
      refusals.count = 0;
      is_written = true;
    }
    kind = is_over ? kinds_.erase(kind) : std::next(kind);
  }
  return due;
}

awaitable<> write_refusals(store::Store& store, std::vector<store::Refusals> due) {
  if (due.empty()) co_return;
  for (auto& one : due) {
    auto& subject = one.subject;
    if (subject.kind != store::SubjectKind::user || !subject.id.empty() || subject.name.empty()) continue;
    const auto user =
        co_await store.users().find_user_by_identifier(store::IdentifierKind::email, subject.name);
    if (user) subject.id = user->id.to_string();
  }
  [[maybe_unused]] const auto written = co_await store.audit().note_refusals(std::move(due));
}

}  // namespace gatehouse::auth
