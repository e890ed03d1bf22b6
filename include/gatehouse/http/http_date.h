#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes dates in the format of HTTP.

#include <cstddef>
#include <ctime>

namespace gatehouse::http {

/// The length of a date such as "Sun, 06 Nov 1994 08:49:37 GMT".
inline constexpr std::size_t http_date_size = 29;

/// Writes a date (RFC 9110 5.6.7, IMF-fixdate) to `out`, which must have room for `http_date_size`
/// characters. The year must be from 0 to 9999.
void write_http_date(char* out, std::time_t seconds) noexcept;

}  // namespace gatehouse::http
