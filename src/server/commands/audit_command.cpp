// SPDX-License-Identifier: Apache-2.0
#include "server/commands/audit_command.h"

#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include "api/admin/audit.h"
#include "gatehouse/base/percent_encoding.h"
#include "server/commands/table.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

using api::admin::AuditEntryOut;
using api::admin::AuditPage;
using api::admin::AuditVerdict;
using api::admin::SealedHead;

std::optional<SealedHead> parse_head(std::string_view text) {
  SealedHead head;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto* const end = text.data() + colon;
  const auto read = std::from_chars(text.data(), end, head.number);
  if (read.ec != std::errc{} || read.ptr != end || head.number < 1) return std::nullopt;
  head.seal = text.substr(colon + 1);
  return head;
}

std::string count_of(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

Outcome failure_of(const Refusal& refusal, const AuditCommand& command) {
  if (refusal.code == "user_not_found") {
    return failed("there is no user " + in_quotes(command.user.value_or("")) +
                  ": of a deleted user, the entries are found by the id");
  }
  if (refusal.code == "no_seal") {
    return failed("no entry has a seal yet: seals are made by gatehouse serve");
  }
  if (refusal.code == "secret_unavailable") {
    return failed("the seals can't be checked without the server's secret (SERVER_SECRET_KEY)");
  }
  return failed(refusal);
}

/// Returns the query for the entries that the command wants.
std::string filters_of(const AuditCommand& command) {
  std::string query;
  const auto add = [&](std::string_view name, const std::string& value) {
    query.append(query.empty() ? "?" : "&").append(name).append("=").append(percent_encode(value));
  };
  if (command.since) add("since", schema::format_time(*command.since));
  if (command.until) add("until", schema::format_time(*command.until));
  if (command.user) add("user", *command.user);
  if (command.what) add("action", *command.what);
  return query;
}

std::string subject_of(const AuditEntryOut& entry) {
  const auto& [kind, id, name] = entry.subject;
  if (kind == "none") return "-";
  const auto& shown = name ? name : id;
  return shown ? visible(*shown) : kind;
}

std::string actor_of(const AuditEntryOut& entry) {
  const auto& actor = entry.actor;
  if (!actor.id) return actor.kind;
  if (actor.kind == "user" && actor.id == entry.subject.id) return "itself";
  return actor.kind + " " + visible(*actor.id);
}

Table table_of(const std::vector<AuditEntryOut>& entries) {
  Table table{{"TIME", "ACTION", "OUTCOME", "OF", "BY", "FROM"}};
  for (const auto& entry : entries) {
    const auto times = entry.count > 1 ? " x" + std::to_string(entry.count) : std::string{};
    table.add({in_seconds(entry.at), visible(entry.action), visible(entry.outcome) + times, subject_of(entry),
               actor_of(entry), entry.address ? visible(*entry.address) : "-"});
  }
  return table;
}

Outcome list(AdminClient& client, const AuditCommand& command, bool json) {
  auto query = filters_of(command);
  query += (query.empty() ? "?limit=" : "&limit=") + std::to_string(command.limit);
  if (command.before) query += "&cursor=" + std::to_string(*command.before);
  const auto page = client.ask<AuditPage>({.target = "/admin/api/audit" + query});
  if (!page) return failure_of(page.error(), command);
  if (json) return done(lines_of_json(page->items));
  if (page->items.empty()) return done("no entries");
  auto text = table_of(page->items).text();
  if (page->next) text += "there are more: add --before " + *page->next + "\n";
  text.pop_back();
  return done(std::move(text));
}

Outcome show_head(AdminClient& client, const AuditCommand& command, bool json) {
  const auto head = client.ask<SealedHead>({.target = "/admin/api/audit/head"});
  if (!head) return failure_of(head.error(), command);
  return done(json ? in_json(*head) : std::to_string(head->number) + ":" + head->seal);
}

Outcome verify(AdminClient& client, const AuditCommand& command, bool json) {
  api::admin::AuditCheck check;
  if (command.head) {
    auto parsed = parse_head(*command.head);
    if (!parsed) return failed(in_quotes(*command.head) + " is not what gatehouse audit head shows");
    check.head = std::move(*parsed);
  }
  const auto body = in_json(check);
  const auto verdict =
      client.ask<AuditVerdict>({.method = "POST", .target = "/admin/api/audit/verify", .body = body});
  if (!verdict) return failure_of(verdict.error(), command);
  if (verdict->fault) return failed("the audit record is damaged: " + *verdict->fault);
  if (check.head && !verdict->contains_head.value_or(false)) {
    return failed("the audit record is damaged: entry " + std::to_string(check.head->number) +
                  " with the given seal is not in it; its end was cut off or written anew");
  }
  if (json) return done(in_json(*verdict));
  auto text = "checked " + count_of(verdict->entries) + ": nothing was changed, removed or put in between";
  if (verdict->unsealed > 0) text += "\n" + count_of(verdict->unsealed) + " at the end without a seal yet";
  return done(std::move(text));
}

/// Returns why a command must not be sent, or nullopt.
std::optional<std::string> find_fault(const AuditCommand& command) {
  for (const auto& text : {command.user.value_or(""), command.what.value_or(""), command.head.value_or("")}) {
    if (!is_text(text)) return "addresses, actions and heads must be text in UTF-8";
    if (text.size() > max_argument) return in_quotes(text) + " is too long";
  }
  if (command.before.value_or(1) < 1) return "the numbers of entries begin with 1";
  return std::nullopt;
}

}  // namespace

Outcome run_audit_command(AdminClient& client, const AuditCommand& command, bool json) {
  if (auto fault = find_fault(command)) return failed(std::move(*fault));
  if (command.action == "head") return show_head(client, command, json);
  if (command.action == "verify") return verify(client, command, json);
  return list(client, command, json);
}

result<void, Problem> export_audit(AdminClient& client, const AuditCommand& command, std::FILE* out) {
  if (auto fault = find_fault(command)) return Problem{std::move(*fault)};
  const auto sink = [out](std::string_view piece) {
    return std::fwrite(piece.data(), 1, piece.size(), out) == piece.size();
  };
  const auto answer = client.send({.target = "/admin/api/audit/export" + filters_of(command)}, sink);
  if (!answer) return failure_of(answer.error(), command).error();
  if (std::fflush(out) != 0) return Problem{"the output can't be written"};
  return {};
}

}  // namespace gatehouse::server
