#pragma once
// SPDX-License-Identifier: Apache-2.0
// Decodes percent-encoded text by the URL standard.

#include <string>
#include <string_view>

namespace gatehouse {

/// Decodes percent escapes. Malformed escapes are kept unchanged (URL Standard, 1.3 "percent-decode").
[[nodiscard]] std::string percent_decode(std::string_view text);

/// Decodes a name or value of application/x-www-form-urlencoded: as `percent_decode`, and "+" is a space (URL
/// Standard, 5.1). Makes one copy of the text, which may be a secret.
[[nodiscard]] std::string form_decode(std::string_view text);

}  // namespace gatehouse
