#pragma once
// SPDX-License-Identifier: Apache-2.0
// /users/import and /users/export: users with their password hashes, from and to other systems.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "api/admin/caller.h"
#include "api/admin/user_row.h"
#include "auth/accounts/accounts.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// The limits of one import: they bound how long others wait for its transaction, and its memory.
inline constexpr std::size_t max_import_rows = 10'000;
inline constexpr std::uint64_t max_import_bytes = 4 * 1024 * 1024;
inline constexpr std::size_t max_import_values = 512 * 1024;

struct ImportBatch {
  web::List<UserRow, 0, max_import_rows> users;
};
BOOST_DESCRIBE_STRUCT(ImportBatch, (), (users))

/// A row that was not imported.
struct RefusedRow {
  std::int64_t index = 0;  ///< in the batch, from 0
  auth::ImportOutcome reason = auth::ImportOutcome::invalid_email;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(RefusedRow, (), (index, reason, why))

struct ImportReport {
  std::int64_t added = 0;
  std::int64_t present = 0;  ///< users whose address existed before; they were not changed
  std::vector<RefusedRow> refused;
};
BOOST_DESCRIBE_STRUCT(ImportReport, (), (added, present, refused))

/// Adds users in one transaction and reports each row that was refused; the others are added. Sending a batch
/// again changes nothing.
awaitable<ImportReport> import_users(web::Json<ImportBatch> batch, web::Depends<get_caller> caller,
                                     web::State<auth::Accounts> accounts);

/// Writes all users as JSON lines, ordered by address. They contain password hashes.
awaitable<web::StreamAnswerAs<"application/jsonl">> export_users(web::State<auth::Accounts> accounts);

}  // namespace gatehouse::api::admin

template <>
inline constexpr gatehouse::schema::StructOptions
    gatehouse::schema::struct_options<gatehouse::api::admin::ImportBatch>{.refuses_unknown = true};
