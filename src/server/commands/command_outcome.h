#pragma once
// SPDX-License-Identifier: Apache-2.0
// The outcome of a command, as a running server sends it back.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/schema/schema.h"
#include "server/commands/user_row.h"

namespace gatehouse::server {

/// A row of a batch that was not imported.
struct BadRow {
  std::int64_t index = 0;  ///< in the batch, from 0
  std::string why;
};
BOOST_DESCRIBE_STRUCT(BadRow, (), (index, why))

/// The outcome of a command.
struct CommandOutcome {
  bool is_done = false;
  std::string text;  ///< for standard output if done, else for standard error; without a newline at its end
  std::optional<std::int64_t> added{};            ///< of user import
  std::optional<std::int64_t> present{};          ///< of user import
  std::optional<std::vector<BadRow>> bad_rows{};  ///< of user import
  std::optional<std::vector<UserRow>> rows{};     ///< of user export: a page
  std::optional<std::string> next{};              ///< of user export: `after` of the next page
};
BOOST_DESCRIBE_STRUCT(CommandOutcome, (), (is_done, text, added, present, bad_rows, rows, next))

[[nodiscard]] CommandOutcome done(std::string text);
[[nodiscard]] CommandOutcome failed(std::string text);
/// Returns the outcome of a command that failed because of the store.
[[nodiscard]] CommandOutcome failed_store();

}  // namespace gatehouse::server
