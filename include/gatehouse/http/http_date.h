#pragma once
// SPDX-License-Identifier: Apache-2.0
// Dates as HTTP writes them.

#include <cstddef>
#include <ctime>

namespace gatehouse::http {

/// The length of a date: "Sun, 06 Nov 1994 08:49:37 GMT".
inline constexpr std::size_t http_date_size = 29;

/// Writes a date (RFC 9110 5.6.7, IMF-fixdate) to `out`, which has room for `http_date_size` characters. For
/// the years 0 to 9999.
void write_http_date(char* out, std::time_t seconds) noexcept;

}  // namespace gatehouse::http
