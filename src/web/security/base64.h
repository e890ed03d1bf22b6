#pragma once
// SPDX-License-Identifier: Apache-2.0
// Base64 as HTTP's Basic scheme uses it (RFC 4648 4).

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::web::detail {

/// The bytes of a padded Base64 text; nothing if it is none.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace gatehouse::web::detail
