#pragma once
// SPDX-License-Identifier: Apache-2.0
// A UUID (RFC 9562), used as the public id of users, sessions and other objects.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/random.h"

namespace gatehouse {

/// A UUID: 128 bits, written as 8-4-4-4-12 lower-case hexadecimal digits.
class Uuid {
 public:
  /// The bytes in the order in which they are written.
  using Bytes = std::array<std::uint8_t, 16>;

  /// The nil UUID (RFC 9562 5.9).
  constexpr Uuid() = default;
  constexpr explicit Uuid(const Bytes& bytes) : bytes_(bytes) {}

  /// Returns a version 4 UUID (RFC 9562 5.4).
  [[nodiscard]] static Uuid random(Random& source = system_random());

  /// Returns a version 7 UUID (RFC 9562 5.7): ids that are made later sort later, to the millisecond.
  [[nodiscard]] static Uuid version_7(TimePoint now, Random& source = system_random());

  /// Parses the form of 36 characters with digits of either case. Refuses all other forms, such as
  /// braces or URNs.
  [[nodiscard]] static std::optional<Uuid> parse(std::string_view text) noexcept;

  /// Returns the 36 characters, in lower case.
  [[nodiscard]] std::string to_string() const;
  /// Writes the 36 characters to `out`, without a terminating NUL.
  void write(char* out) const noexcept;
  [[nodiscard]] constexpr const Bytes& bytes() const noexcept { return bytes_; }

  /// Compares the bytes in order.
  constexpr auto operator<=>(const Uuid&) const = default;

 private:
  Bytes bytes_{};
};

}  // namespace gatehouse

/// Hashes a UUID for unordered containers.
template <>
struct std::hash<gatehouse::Uuid> {
  std::size_t operator()(const gatehouse::Uuid& id) const noexcept;
};
