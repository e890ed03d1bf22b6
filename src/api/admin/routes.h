#pragma once
// SPDX-License-Identifier: Apache-2.0
// Registers the endpoints of administration.

#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// Registers the endpoints, below /admin/api. They need, from auth, Accounts, AuditRecord, Clients, KeyRing
/// and UserSessions, and the states BackupWriter, SecretList and TokenExplainer.
void add_routes(web::App& app);

}  // namespace gatehouse::api::admin
