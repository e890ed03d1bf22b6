#pragma once
// SPDX-License-Identifier: Apache-2.0
// Entries of the audit record as a person reads them, as JSON, and as events of OCSF.

#include <string>
#include <vector>

#include "store/audit.h"

namespace gatehouse::server {

/// Returns the entries as an aligned table, one line each.
[[nodiscard]] std::string audit_table(const std::vector<store::AuditEntry>& entries);

/// Returns the entry as a JSON object on one line.
[[nodiscard]] std::string audit_json(const store::AuditEntry& entry);

/// Returns the entry as an event of the Open Cybersecurity Schema Framework (OCSF 1.3, category 3, Identity
/// and Access Management), a JSON object on one line.
[[nodiscard]] std::string audit_event(const store::AuditEntry& entry);

}  // namespace gatehouse::server
