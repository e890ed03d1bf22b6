#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a command came to, as it comes back from a running server.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/schema/schema.h"
#include "server/commands/user_row.h"

namespace gatehouse::server {

/// A row of a batch that is not imported.
struct BadRow {
  std::int64_t index = 0;  ///< in the batch, from 0
  std::string why;
};
BOOST_DESCRIBE_STRUCT(BadRow, (), (index, why))

/// What a command came to.
struct CommandOutcome {
  bool is_done = false;
  std::string text;  ///< for standard output if done, for standard error if not; ends without a line's end
  std::optional<std::int64_t> added{};            ///< of user import
  std::optional<std::int64_t> present{};          ///< of user import
  std::optional<std::vector<BadRow>> bad_rows{};  ///< of user import
  std::optional<std::vector<UserRow>> rows{};     ///< of user export: a page
  std::optional<std::string> next{};              ///< of user export: the next page's `after`
};
BOOST_DESCRIBE_STRUCT(CommandOutcome, (), (is_done, text, added, present, bad_rows, rows, next))

[[nodiscard]] CommandOutcome done(std::string text);
[[nodiscard]] CommandOutcome failed(std::string text);
/// For a command that the store could not serve.
[[nodiscard]] CommandOutcome failed_store();

}  // namespace gatehouse::server
