#pragma once
// SPDX-License-Identifier: Apache-2.0
// Values for the store's operations, of which a test names only what matters.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "gatehouse/base/uuid.h"
#include "store/client.h"
#include "store/session.h"
#include "store/user.h"

namespace gatehouse::store {

inline UserChange renewed_hash(const Uuid& user, std::string old_hash, std::string new_hash, int version) {
  UserChange change{user};
  change.renews = std::move(old_hash);
  change.renewed.emplace(std::move(new_hash), version);
  return change;
}

inline UserChange new_password(const Uuid& user, std::string hash, int version,
                               std::optional<Uuid> kept_session = {},
                               std::optional<std::uint64_t> credential_version = {}) {
  UserChange change{user};
  change.password.emplace(std::move(hash), version);
  change.kept_session = kept_session;
  change.credential_version = credential_version;
  return change;
}

inline UserChange new_email(const Uuid& user, std::string email, std::optional<Uuid> kept_session = {},
                            std::optional<std::uint64_t> credential_version = {}) {
  UserChange change{user};
  change.email = std::move(email);
  change.kept_session = kept_session;
  change.credential_version = credential_version;
  return change;
}

inline UserChange disabling(const Uuid& user, bool disabled) {
  UserChange change{user};
  change.disabled = disabled;
  return change;
}

inline UserChange new_roles(const Uuid& user, Roles roles, std::optional<std::uint64_t> revision = {}) {
  UserChange change{user};
  change.roles = std::move(roles);
  change.revision = revision;
  return change;
}

inline ClientChange new_secret(std::string client, std::string hash) {
  ClientChange change{std::move(client)};
  change.secret_hash = std::move(hash);
  return change;
}

inline ClientChange new_introspection(std::string client, bool all) {
  ClientChange change{std::move(client)};
  change.introspects_all = all;
  return change;
}

inline ClientChange client_disabling(std::string client, bool disabled) {
  ClientChange change{std::move(client)};
  change.disabled = disabled;
  return change;
}

/// A session of a user who has just proved to be one.
inline SessionStart sample_start(const User& user) {
  SessionStart start;
  start.id = Uuid::random();
  start.user = user.id;
  start.credential_version = user.credential_version;
  start.token = Uuid::random();
  start.address = "192.0.2.1";
  start.agent = "curl/8";
  return start;
}

inline Refresh sample_refresh(const Uuid& session, const Uuid& token, const Uuid& successor,
                              const SessionLimits& limits = {}, std::optional<std::string> client = {}) {
  Refresh asked;
  asked.session = session;
  asked.token = token;
  asked.successor = successor;
  asked.limits = limits;
  asked.client = std::move(client);
  return asked;
}

inline NewClient sample_client(std::string id, std::string name = "Name", std::string hash = "hash",
                               std::string scope = "", bool introspects_all = false) {
  NewClient fresh;
  fresh.id = std::move(id);
  fresh.name = std::move(name);
  fresh.secret_hash = std::move(hash);
  fresh.scope = std::move(scope);
  fresh.introspects_all = introspects_all;
  return fresh;
}

}  // namespace gatehouse::store
