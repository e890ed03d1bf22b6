#pragma once
// SPDX-License-Identifier: Apache-2.0
// Lists words in the form of pydantic's messages.

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::schema::detail {

/// Appends `'a', 'b'`, after a comma if the list is not empty.
inline void append_quoted(std::string& list, const std::vector<std::string>& words) {
  for (const auto& word : words) list.append(list.empty() ? "'" : ", '").append(word).append("'");
}

}  // namespace gatehouse::schema::detail
