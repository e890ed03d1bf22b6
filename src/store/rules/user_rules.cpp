// SPDX-License-Identifier: Apache-2.0
#include "store/rules/user_rules.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "store/rules/audit_rules.h"

namespace gatehouse::store::rules {
namespace {

/// Returns the roles as they are stored: each once, sorted.
Roles stored_roles(const Roles& roles) {
  std::set<std::string_view> words;
  for (std::string_view rest = roles.words; !rest.empty();) {
    const auto word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (!word.empty()) words.insert(word);
  }
  Roles stored;
  for (const auto word : words) stored.words.append(stored.words.empty() ? "" : " ").append(word);
  return stored;
}

bool is_expected(const User& before, const UserChange& change) {
  return change.revision.value_or(before.revision) == before.revision &&
         change.credential_version.value_or(before.credential_version) == before.credential_version &&
         (!change.renewed || change.renews == before.password_hash);
}

/// Returns what the entry calls the change. If several things change at once, it is named for the one that
/// matters most, and the details name them all.
AuditNote note_of(const User& before, const UserChange& change, const Actor& actor) {
  const bool by_its_user = actor.kind == ActorKind::user && actor.id == before.id.to_string();
  AuditNote note;
  note.subject = {SubjectKind::user, before.id.to_string()};
  std::string changed;
  const auto add = [&](const char* what, std::string action) {
    changed += (changed.empty() ? "" : " ") + std::string{what};
    if (note.action.empty()) note.action = std::move(action);
  };
  if (change.disabled) add("disabled", *change.disabled ? "user_disable" : "user_enable");
  if (change.password) add("password", by_its_user ? "password_change" : "password_set");
  if (change.roles) add("roles", "role_grant");
  if (change.email) {
    add("email", "email_change");
    note.subject.name = *change.email;
  }
  if (change.renewed) add("password_hash", "hash_renewal");
  if (change.roles) {
    note.details = details_of(
        {{"changed", changed}, {"from", before.roles.words}, {"to", stored_roles(*change.roles).words}});
  } else {
    note.details = details_of({{"changed", changed}});
  }
  return note;
}

std::optional<EndReason> ended_by(const UserChange& change) {
  if (change.disabled.value_or(false)) return EndReason::user_disabled;
  if (change.password) return EndReason::password_changed;
  if (change.email) return EndReason::email_changed;
  return std::nullopt;
}

}  // namespace

User new_user(NewUser fresh, TimePoint now) {
  User user;
  user.id = fresh.id;
  user.email = std::move(fresh.email);
  user.password_hash = std::move(fresh.password_hash);
  user.password_version = fresh.password_version;
  user.disabled = fresh.disabled;
  user.roles = stored_roles(fresh.roles);
  user.created_at = fresh.created_at.value_or(now);
  user.updated_at = now;
  return user;
}

StoreResult<UserVerdict> judge_change(const User& before, const UserChange& change, const Actor& actor,
                                      TimePoint now) {
  if (!is_expected(before, change)) return StoreError::conflict;
  UserVerdict verdict{before, ended_by(change), note_of(before, change, actor)};
  auto& after = verdict.after;
  if (const auto& password = change.password ? change.password : change.renewed) {
    after.password_hash = password->hash;
    after.password_version = password->version;
  }
  if (change.email) after.email = *change.email;
  if (change.disabled) after.disabled = *change.disabled;
  if (change.roles) after.roles = stored_roles(*change.roles);
  after.updated_at = now;
  if (change.password || after.disabled != before.disabled) ++after.credential_version;
  const bool is_more = change.password || change.email || change.disabled || change.roles;
  if (!change.renewed || is_more) ++after.revision;
  return verdict;
}

StoreResult<> judge_deletion(const User& before, const UserDeletion& deletion) {
  if (deletion.credential_version.value_or(before.credential_version) != before.credential_version) {
    return StoreError::conflict;
  }
  if (deletion.revision.value_or(before.revision) != before.revision) return StoreError::conflict;
  return {};
}

}  // namespace gatehouse::store::rules
