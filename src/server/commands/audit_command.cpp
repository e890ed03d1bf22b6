// SPDX-License-Identifier: Apache-2.0
#include "server/commands/audit_command.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/commands/audit_text.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

using store::AuditFilter;
using store::AuditHead;

std::string in_words(const AuditHead& head) { return std::to_string(head.number) + ":" + head.seal; }

std::optional<AuditHead> parse_head(std::string_view text) {
  AuditHead head;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto* const end = text.data() + colon;
  const auto read = std::from_chars(text.data(), end, head.number);
  if (read.ec != std::errc{} || read.ptr != end || head.number < 1) return std::nullopt;
  head.seal = text.substr(colon + 1);
  return head;
}

/// Returns the id of the user whose entries are asked for.
awaitable<std::optional<std::string>> find_subject(auth::Accounts& accounts, std::string user) {
  if (Uuid::parse(user)) co_return user;
  const auto found = co_await accounts.find_user_by_email(user);
  if (!found) co_return std::nullopt;
  co_return found->id.to_string();
}

/// Fills in the addresses of users of whom the entries have only the id. A page is for a person.
awaitable<> name_users(store::UserStore& users, std::vector<store::AuditEntry>& entries) {
  std::unordered_map<std::string, std::string> names;
  for (auto& entry : entries) {
    auto& subject = entry.subject;
    const auto id = Uuid::parse(subject.id);
    if (subject.kind != store::SubjectKind::user || !subject.name.empty() || !id) continue;
    auto known = names.find(subject.id);
    if (known == names.end()) {
      const auto user = co_await users.find_user_by_id(*id);
      known = names.emplace(subject.id, user ? user->email : subject.id).first;
    }
    subject.name = known->second;
  }
}

std::string count_of(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

CommandOutcome page_of(const store::AuditPage& page, const AuditCommand& command) {
  const bool exports = command.action == "export";
  std::string text;
  if (exports || command.json) {
    for (const auto& entry : page.entries) text += (exports ? audit_event(entry) : audit_json(entry)) + "\n";
  } else if (page.entries.empty()) {
    text = "no entries\n";
  } else {
    text = audit_table(page.entries);
    if (page.next) text += "there are more: add --before " + std::to_string(*page.next) + "\n";
  }
  if (text.ends_with('\n')) text.pop_back();
  auto outcome = done(std::move(text));
  if (page.next) outcome.next = std::to_string(*page.next);
  return outcome;
}

awaitable<CommandOutcome> list(store::Store& store, auth::Accounts& accounts, AuditCommand command) {
  AuditFilter filter;
  filter.since = command.since;
  filter.until = command.until;
  filter.action = command.what;
  filter.before = command.before;
  filter.limit = static_cast<std::size_t>(std::max<std::int64_t>(1, command.limit));
  if (command.user) {
    filter.user = co_await find_subject(accounts, *command.user);
    if (!filter.user) {
      co_return failed("there is no user " + in_quotes(*command.user) +
                       ": of a deleted user, the entries are found by the id");
    }
  }
  auto page = co_await store.audit().list_entries(std::move(filter));
  if (!page) co_return failed_store();
  if (command.action == "list" && !command.json) co_await name_users(store.users(), page->entries);
  co_return page_of(*page, command);
}

awaitable<CommandOutcome> show_head(store::AuditStore& audit) {
  const auto head = co_await audit.head();
  if (!head) co_return failed_store();
  if (head->number == 0) co_return failed("no entry has a seal yet: seals are made by gatehouse serve");
  co_return done(in_words(*head));
}

awaitable<CommandOutcome> verify(store::AuditStore& audit, AuditCommand command) {
  AuditHead expected;
  if (command.head) {
    const auto parsed = parse_head(*command.head);
    if (!parsed) co_return failed(in_quotes(*command.head) + " is not what gatehouse audit head shows");
    expected = *parsed;
  }
  const auto verdict = co_await audit.verify(expected);
  if (!verdict && verdict.error() == store::StoreError::unavailable) {
    co_return failed("the seals can't be checked without the server's secret (SERVER_SECRET_KEY)");
  }
  if (!verdict) co_return failed_store();
  if (verdict->fault) co_return failed("the audit record is damaged: " + *verdict->fault);
  if (command.head && !verdict->has_expected_head) {
    co_return failed("the audit record is damaged: entry " + std::to_string(expected.number) +
                     " with the given seal is not in it; its end was cut off or written anew");
  }
  auto text = "checked " + count_of(verdict->entries) + ": nothing was changed, removed or put in between";
  if (verdict->unsealed > 0) text += "\n" + count_of(verdict->unsealed) + " at the end without a seal yet";
  co_return done(std::move(text));
}

awaitable<CommandOutcome> refuse(AuditCommand command) {
  auto outcome = failed("this server does not know the command " + in_quotes(command.action));
  co_return outcome;
}

}  // namespace

awaitable<CommandOutcome> run_audit_command(store::Store& store, auth::Accounts& accounts,
                                            AuditCommand command) {
  if (command.action == "list" || command.action == "export") {
    return list(store, accounts, std::move(command));
  }
  if (command.action == "head") return show_head(store.audit());
  if (command.action == "verify") return verify(store.audit(), std::move(command));
  return refuse(std::move(command));
}

}  // namespace gatehouse::server
