#pragma once
// SPDX-License-Identifier: Apache-2.0
// /audit: reads, exports and checks the audit record.

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/admin/audit_out.h"
#include "api/admin/caller.h"
#include "api/admin/page.h"
#include "auth/audit/audit_record.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

struct AuditPage {
  std::vector<AuditEntryOut> items;
  std::optional<std::string> next;
  Count count;
};
BOOST_DESCRIBE_STRUCT(AuditPage, (), (items, next, count))

/// The formats of an export.
enum class AuditFormat {
  entries,  ///< as in the list
  ocsf,     ///< events of the Open Cybersecurity Schema Framework 1.3
};
BOOST_DESCRIBE_ENUM(AuditFormat, entries, ocsf)

/// The end of the sealed record. Kept elsewhere, it shows later whether the end was cut off.
struct SealedHead {
  std::int64_t number = 0;  ///< of the last sealed entry
  std::string seal;         ///< 64 hexadecimal digits
};
BOOST_DESCRIBE_STRUCT(SealedHead, (), (number, seal))

struct AuditCheck {
  web::Omittable<SealedHead> head;  ///< that the record must contain
};
BOOST_DESCRIBE_STRUCT(AuditCheck, (), (head))

struct AuditVerdict {
  std::int64_t entries = 0;           ///< how many were checked
  std::int64_t unsealed = 0;          ///< how many at the end have no seal yet
  std::optional<std::string> fault;   ///< the first fault; null: there is none
  std::optional<bool> contains_head;  ///< whether the record contains the head, if one was sent
};
BOOST_DESCRIBE_STRUCT(AuditVerdict, (), (entries, unsealed, fault, contains_head))

using Since = web::Query<"since", std::optional<web::Timestamp>>;
using Until = web::Query<"until", std::optional<web::Timestamp>>;
using OfUser = web::Query<"user", std::optional<std::string>>;
using OfAction = web::Query<"action", std::optional<std::string>>;

/// Lists the entries that match, the latest first. `user` is an address, or the id of a user who may be
/// deleted. Refuses with 404 for an unknown address.
awaitable<AuditPage> list_audit(Since since, Until until, OfUser user, OfAction action, PageLimit limit,
                                Cursor cursor, web::State<auth::AuditRecord> record);

/// Writes all entries that match as JSON lines, the latest first.
awaitable<web::StreamAnswerAs<"application/jsonl">> export_audit(
    Since since, Until until, OfUser user, OfAction action,
    web::Query<"format", std::optional<AuditFormat>> format, web::State<auth::AuditRecord> record);

/// Returns the end of the sealed record. Refuses with 404 when nothing is sealed yet.
awaitable<SealedHead> get_audit_head(web::State<auth::AuditRecord> record);

/// Checks the whole record. Refuses with 503 without the secret that its seals are made with.
awaitable<AuditVerdict> verify_audit(web::Json<AuditCheck> check, web::State<auth::AuditRecord> record);

}  // namespace gatehouse::api::admin
