#pragma once
// SPDX-License-Identifier: Apache-2.0
// Percent-encoding of URLs.

#include <string>
#include <string_view>

namespace gatehouse {

/// Decodes percent escapes. Malformed escapes are kept unchanged (URL Standard, 1.3 "percent-decode").
[[nodiscard]] std::string percent_decode(std::string_view text);

/// Decodes a name or value of application/x-www-form-urlencoded: as `percent_decode`, and "+" is a space (URL
/// Standard, 5.1). Makes one copy of the text, which may be a secret.
[[nodiscard]] std::string form_decode(std::string_view text);

/// Encodes all bytes except letters, digits and - . _ ~ (RFC 3986 2.3), so that the result may stand in any
/// part of a URL.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace gatehouse
