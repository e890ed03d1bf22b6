#pragma once
// SPDX-License-Identifier: Apache-2.0
// The outside name of a thing: a UUID (RFC 9562), random unless it comes from elsewhere.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/random.h"

namespace gatehouse {

/// 128 bits, written as 8-4-4-4-12 lower-case hexadecimal digits.
class Uuid {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  /// The nil UUID (RFC 9562 5.9).
  constexpr Uuid() = default;
  constexpr explicit Uuid(const Bytes& bytes) : bytes_(bytes) {}

  /// A version 4 UUID (RFC 9562 5.4).
  [[nodiscard]] static Uuid random(Random& source = system_random());

  /// Reads the 36-character form, digits of either case; nothing else (no braces, no URN).
  [[nodiscard]] static std::optional<Uuid> parse(std::string_view text) noexcept;

  [[nodiscard]] std::string to_string() const;
  /// Writes the 36 characters to `out`, without an end mark.
  void write(char* out) const noexcept;
  [[nodiscard]] constexpr const Bytes& bytes() const noexcept { return bytes_; }

  constexpr auto operator<=>(const Uuid&) const = default;

 private:
  Bytes bytes_{};
};

}  // namespace gatehouse

template <>
struct std::hash<gatehouse::Uuid> {
  std::size_t operator()(const gatehouse::Uuid& id) const noexcept;
};
