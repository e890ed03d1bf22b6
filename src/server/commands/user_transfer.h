#pragma once
// SPDX-License-Identifier: Apache-2.0
// `gatehouse user import` and `export`: all users as JSON lines, in and out, a batch at a time.

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>

#include "gatehouse/base/result.h"
#include "server/commands/command_runner.h"
#include "server/problem.h"

namespace gatehouse::server {

/// What an import came to, in rows.
struct ImportCounts {
  std::uint64_t added = 0;
  std::uint64_t present = 0;  ///< their address was there before
  std::uint64_t bad = 0;

  [[nodiscard]] std::uint64_t all() const noexcept { return added + present + bad; }
};

/// Where an import tells what it does.
struct ImportListener {
  std::function<void(std::uint64_t line, const std::string& why)> on_bad_row;
  std::function<void(const ImportCounts&)> on_progress;  ///< after each batch
};

/// Adds the users that `in` has, one a line; empty lines are passed over. Each batch is one transaction, in
/// memory one at a time: after a failure, or a kill, running it again goes on where it stopped. The error:
/// the store or the server could not take a batch; `counts` has what was done before.
[[nodiscard]] result<void, Problem> import_users(CommandRunner& runner, std::FILE* in,
                                                 const ImportListener& listener, ImportCounts& counts);

/// Writes every user to `out`, in the order of their addresses. How many; the error names what failed.
[[nodiscard]] result<std::uint64_t, Problem> export_users(CommandRunner& runner, std::FILE* out);

}  // namespace gatehouse::server
