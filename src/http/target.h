#pragma once
// SPDX-License-Identifier: Apache-2.0
// The forms of a request target (RFC 9112 3.2) and the value of Host.

#include <string_view>

namespace gatehouse::http {

/// The parts of a target that this server serves.
struct Target {
  std::string_view whole;  ///< without scheme and authority
  std::string_view path;
  std::string_view query;
};

/// Splits `text` into `out`; false when a request of this method may not have that target. The views are into
/// `text`, or static.
[[nodiscard]] bool split_target(std::string_view method, std::string_view text, Target& out) noexcept;

/// Whether `text` consists of what an authority may hold (RFC 3986 3.2), user information aside.
[[nodiscard]] bool is_host(std::string_view text) noexcept;

}  // namespace gatehouse::http
