#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the entries of the audit record say, and the bytes of them that a seal covers.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "store/audit.h"
#include "store/client.h"
#include "store/session.h"
#include "store/user.h"

namespace gatehouse::store::rules {

/// Returns a JSON object with these members, which are texts.
[[nodiscard]] std::string details_of(
    std::initializer_list<std::pair<std::string_view, std::string_view>> members);

[[nodiscard]] AuditNote note_of_new_user(const Actor& actor, const User& user);
/// Of a batch. `added` of `total` users were added.
[[nodiscard]] AuditNote note_of_import(std::size_t added, std::size_t total);
[[nodiscard]] AuditNote note_of_deleted_user(const Uuid& user);

[[nodiscard]] AuditNote note_of_login(const Session& session);
[[nodiscard]] AuditNote note_of_refresh(RefreshOutcome outcome, const Session& session);
[[nodiscard]] AuditNote note_of_ended_session(const SessionEnd& end);
[[nodiscard]] AuditNote note_of_ended_sessions(const AllSessionsEnd& end, std::uint64_t count);

[[nodiscard]] AuditNote note_of_new_client(const Client& client);
[[nodiscard]] AuditNote note_of_changed_client(const ClientChange& change);
[[nodiscard]] AuditNote note_of_deleted_client(const std::string& id);
[[nodiscard]] AuditNote note_of_revoked_token(const Uuid& token);

[[nodiscard]] AuditNote note_of_new_key(const std::string& kid, const std::string& algorithm);
[[nodiscard]] AuditNote note_of_deleted_key(const std::string& kid);
[[nodiscard]] AuditNote note_of_restore(TimePoint epoch);
[[nodiscard]] AuditNote note_of_cut(std::int64_t last);

/// Returns the personal fields of an entry, in the form of which `sealed_bytes` takes a digest.
[[nodiscard]] std::string personal_bytes(const AuditEntry& entry, std::string_view salt);

/// Returns the bytes of an entry that a seal covers. `digest` is that of its personal fields, so that they
/// can be erased and the seal stays valid. Every field is preceded by its length, so two different entries
/// never have the same bytes.
[[nodiscard]] std::string sealed_bytes(const AuditEntry& entry, std::string_view digest);

}  // namespace gatehouse::store::rules
