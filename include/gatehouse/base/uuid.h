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
  /// In the order in which they are written.
  using Bytes = std::array<std::uint8_t, 16>;

  /// The nil UUID (RFC 9562 5.9).
  constexpr Uuid() = default;
  /// From its bytes.
  constexpr explicit Uuid(const Bytes& bytes) : bytes_(bytes) {}

  /// A version 4 UUID (RFC 9562 5.4).
  [[nodiscard]] static Uuid random(Random& source = system_random());

  /// Reads the 36-character form, digits of either case; nothing else (no braces, no URN).
  [[nodiscard]] static std::optional<Uuid> parse(std::string_view text) noexcept;

  /// In lower case, with its hyphens: 36 characters.
  [[nodiscard]] std::string to_string() const;
  /// Writes the 36 characters to `out`, without an end mark.
  void write(char* out) const noexcept;
  /// Its bytes.
  [[nodiscard]] constexpr const Bytes& bytes() const noexcept { return bytes_; }

  /// By their bytes.
  constexpr auto operator<=>(const Uuid&) const = default;

 private:
  Bytes bytes_{};
};

}  // namespace gatehouse

/// For maps by UUID.
template <>
struct std::hash<gatehouse::Uuid> {
  /// Its hash.
  std::size_t operator()(const gatehouse::Uuid& id) const noexcept;
};
