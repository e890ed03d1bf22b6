#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands `gatehouse user import` and `export`: all users as JSON lines, in batches.

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>

#include "gatehouse/base/result.h"
#include "server/commands/admin_client.h"
#include "server/problem.h"

namespace gatehouse::server {

/// Counts of an import's rows.
struct ImportCounts {
  std::uint64_t added = 0;
  std::uint64_t present = 0;  ///< their addresses existed before
  std::uint64_t bad = 0;

  [[nodiscard]] std::uint64_t all() const noexcept { return added + present + bad; }
};

/// Receives the events of an import.
struct ImportListener {
  std::function<void(std::uint64_t line, const std::string& why)> on_bad_row;
  std::function<void(const ImportCounts&)> on_progress;  ///< after each batch
};

/// Adds the users in `in`, one a line; empty lines are skipped. Each batch is one transaction, and only one
/// is in memory at a time. After a failure or a kill, running the import again continues where it stopped.
/// Fails when the store or the server could not take a batch; `counts` then holds what was done before.
[[nodiscard]] result<void, Problem> import_users(AdminClient& client, std::FILE* in,
                                                 const ImportListener& listener, ImportCounts& counts);

/// Writes every user to `out`, ordered by address, and returns how many.
[[nodiscard]] result<std::uint64_t, Problem> export_users(AdminClient& client, std::FILE* out);

}  // namespace gatehouse::server
