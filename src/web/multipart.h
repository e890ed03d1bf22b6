#pragma once
// SPDX-License-Identifier: Apache-2.0
// multipart/form-data (RFC 7578): a body taken apart into its named parts.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::web::detail {

/// One part of a form.
struct FormPart {
  std::string name;
  std::string_view content;  ///< points into the body
  bool is_file = false;      ///< it came with a file name
};

/// The boundary that a Content-Type names, or nothing (RFC 2046 5.1.1: 1 to 70 characters).
[[nodiscard]] std::optional<std::string> find_boundary(std::string_view content_type);

/// The parts, or nothing if the body is not well formed, or has more than `most` of them.
[[nodiscard]] std::optional<std::vector<FormPart>> parse_multipart(std::string_view body,
                                                                   std::string_view boundary,
                                                                   std::size_t most);

}  // namespace gatehouse::web::detail
