#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads a line of the input of `gatehouse user import`.

#include <cstddef>
#include <string_view>

#include "api/admin/user_row.h"
#include "gatehouse/base/result.h"
#include "server/problem.h"

namespace gatehouse::server {

/// The length of the longest accepted line, in bytes.
inline constexpr std::size_t max_import_line = 8 * 1024;

/// Reads one line without its newline. The error says what is wrong but never repeats any part of the line,
/// which may be a password hash.
[[nodiscard]] result<api::admin::UserRow, Problem> read_import_line(std::string_view line);

}  // namespace gatehouse::server
