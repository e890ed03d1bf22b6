// SPDX-License-Identifier: Apache-2.0
#include "store/rules/audit_rules.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace gatehouse::store::rules {
namespace {

Subject user_of(const Uuid& id) { return {SubjectKind::user, id.to_string()}; }
Subject client_of(const std::string& id) { return {SubjectKind::client, id}; }
Subject key_of(const std::string& kid) { return {SubjectKind::key, kid}; }

/// The action of ending one session.
std::string action_of(EndReason reason) { return reason == EndReason::logged_out ? "logout" : "session_end"; }

void append_number(std::string& bytes, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(number >> shift & 0xff));
}

void append_text(std::string& bytes, std::string_view text) {
  append_number(bytes, text.size());
  bytes.append(text);
}

}  // namespace

std::string details_of(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  boost::json::object object;
  for (const auto& [name, value] : members) object.emplace(name, value);
  return boost::json::serialize(object);
}

AuditNote note_of_new_user(const Actor& actor, const User& user) {
  AuditNote note{actor.kind == ActorKind::nobody ? "signup" : "user_create", user_of(user.id)};
  note.subject.name = user.email;
  if (!user.roles.words.empty()) note.details = details_of({{"roles", user.roles.words}});
  return note;
}

AuditNote note_of_import(std::size_t added, std::size_t total) {
  return {"user_import", {}, details_of({{"added", std::to_string(added)}, {"rows", std::to_string(total)}})};
}

AuditNote note_of_deleted_user(const Uuid& user) { return {"user_delete", user_of(user)}; }

AuditNote note_of_login(const Session& session) {
  return {"login", user_of(session.user), details_of({{"session", session.id.to_string()}})};
}

AuditNote note_of_refresh(RefreshOutcome outcome, const Session& session) {
  const bool is_reuse = outcome == RefreshOutcome::spent;
  AuditNote note{is_reuse ? "token_reuse" : "refresh", user_of(session.user),
                 details_of({{"session", session.id.to_string()}})};
  if (is_reuse) note.outcome = "session_ended";
  if (outcome == RefreshOutcome::replayed) note.outcome = "replayed";
  return note;
}

AuditNote note_of_ended_session(const SessionEnd& end) {
  return {action_of(end.reason), user_of(end.user), details_of({{"session", end.session.to_string()}})};
}

AuditNote note_of_ended_sessions(const AllSessionsEnd& end, std::uint64_t count) {
  return {"logout_all", user_of(end.user), details_of({{"sessions", std::to_string(count)}})};
}

AuditNote note_of_new_client(const Client& client) {
  return {"client_create", client_of(client.id),
          details_of({{"name", client.name}, {"scope", client.scope}})};
}

AuditNote note_of_changed_client(const ClientChange& change) {
  if (change.disabled) return {*change.disabled ? "client_disable" : "client_enable", client_of(change.id)};
  if (change.secret_hash) return {"client_secret_change", client_of(change.id)};
  AuditNote note{"client_update", client_of(change.id)};
  if (change.introspects_all) {
    note.details = details_of({{"introspects", *change.introspects_all ? "all" : "own"}});
  }
  return note;
}

AuditNote note_of_deleted_client(const std::string& id) { return {"client_delete", client_of(id)}; }

AuditNote note_of_revoked_token(const Uuid& token) {
  return {"token_revoke", {}, details_of({{"token", token.to_string()}})};
}

AuditNote note_of_new_key(const std::string& kid, const std::string& algorithm) {
  return {"key_create", key_of(kid), details_of({{"algorithm", algorithm}})};
}

AuditNote note_of_deleted_key(const std::string& kid) { return {"key_delete", key_of(kid)}; }

AuditNote note_of_restore(TimePoint epoch) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(epoch).time_since_epoch().count();
  return {"restore", {SubjectKind::record, ""}, details_of({{"epoch", std::to_string(seconds)}})};
}

AuditNote note_of_cut(std::int64_t last) {
  return {"audit_cut", {SubjectKind::record, ""}, details_of({{"until", std::to_string(last)}})};
}

std::string personal_bytes(const AuditEntry& entry, std::string_view salt) {
  std::string bytes{salt};
  append_text(bytes, entry.subject.name);
  append_text(bytes, entry.actor.address);
  append_text(bytes, entry.actor.agent);
  return bytes;
}

std::string sealed_bytes(const AuditEntry& entry, std::string_view digest) {
  std::string bytes;
  append_number(bytes, static_cast<std::uint64_t>(entry.number));
  append_text(bytes, entry.call.to_string());
  append_number(bytes, static_cast<std::uint64_t>(entry.at.time_since_epoch().count()));
  append_number(bytes, static_cast<std::uint64_t>(entry.actor.kind));
  append_text(bytes, entry.actor.id);
  append_text(bytes, entry.actor.request_id);
  append_text(bytes, entry.action);
  append_number(bytes, static_cast<std::uint64_t>(entry.subject.kind));
  append_text(bytes, entry.subject.id);
  append_text(bytes, entry.outcome);
  append_text(bytes, entry.details);
  append_number(bytes, static_cast<std::uint64_t>(entry.count));
  append_text(bytes, digest);
  return bytes;
}

}  // namespace gatehouse::store::rules
