#pragma once
// SPDX-License-Identifier: Apache-2.0
// Words as pydantic lists them in a message.

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::schema::detail {

/// Appends `'a', 'b'`, behind a comma where there is something already.
inline void append_quoted(std::string& list, const std::vector<std::string>& words) {
  for (const auto& word : words) list.append(list.empty() ? "'" : ", '").append(word).append("'");
}

}  // namespace gatehouse::schema::detail
