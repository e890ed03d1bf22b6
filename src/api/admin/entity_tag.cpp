// SPDX-License-Identifier: Apache-2.0
#include "api/admin/entity_tag.h"

#include <charconv>
#include <string_view>
#include <system_error>

#include "api/coded_error.h"

namespace gatehouse::api::admin {

std::string tag_of(std::uint64_t revision) { return '"' + std::to_string(revision) + '"'; }

std::optional<std::uint64_t> expected_revision(const IfMatch& if_match) {
  if (!*if_match) {
    throw CodedHttpError{428, CodedError{"If-Match is missing: send the ETag of what you have read, or *",
                                         ErrorCode::precondition_required}};
  }
  const std::string_view text = **if_match;
  if (text == "*") return std::nullopt;
  std::uint64_t revision = 0;
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') {
    const auto* const end = text.data() + text.size() - 1;
    const auto read = std::from_chars(text.data() + 1, end, revision);
    if (read.ec == std::errc{} && read.ptr == end) return revision;
  }
  throw CodedHttpError{412, CodedError{"If-Match is not an ETag of this", ErrorCode::precondition_failed}};
}

}  // namespace gatehouse::api::admin
