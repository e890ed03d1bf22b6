#pragma once
// SPDX-License-Identifier: Apache-2.0
// Entries of the audit record as JSON, and as events of OCSF.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "auth/audit/audit_record.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

struct AuditActor {
  std::string kind;  ///< nobody, user, client, operator or server
  std::optional<std::string> id;
};
BOOST_DESCRIBE_STRUCT(AuditActor, (), (kind, id))

struct AuditSubject {
  std::string kind;
  std::optional<std::string> id;
  std::optional<std::string> name;  ///< of a user: the address
};
BOOST_DESCRIBE_STRUCT(AuditSubject, (), (kind, id, name))

struct AuditEntryOut {
  std::int64_t number = 0;
  web::Uuid id;
  web::Timestamp at;
  std::string action;
  std::string outcome;     ///< done, or why it was refused
  std::int64_t count = 1;  ///< of refusals: how many were alike
  AuditActor actor;
  AuditSubject subject;
  std::optional<std::string> address;
  std::optional<std::string> user_agent;
  std::optional<std::string> request_id;
  std::map<std::string, std::string> details;
};
BOOST_DESCRIBE_STRUCT(AuditEntryOut, (),
                      (number, id, at, action, outcome, count, actor, subject, address, user_agent,
                       request_id, details))

[[nodiscard]] AuditEntryOut to_out(const store::AuditEntry& entry);

/// Returns the entry as an event of the Open Cybersecurity Schema Framework (OCSF 1.3, category 3, Identity
/// and Access Management), a JSON object on one line.
[[nodiscard]] std::string audit_event(const store::AuditEntry& entry);

}  // namespace gatehouse::api::admin
