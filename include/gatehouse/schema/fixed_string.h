#pragma once
// SPDX-License-Identifier: Apache-2.0
// Text as a template argument, used for the names of parameters and the choices of a field.

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gatehouse::schema {

/// The characters of a string literal in a type that can be a template argument.
template <std::size_t N>
struct FixedString {
  /// Includes the terminating NUL.
  char text[N]{};

  constexpr FixedString() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): string literals are passed as template arguments.
  constexpr FixedString(const char (&literal)[N]) { std::copy_n(literal, N, text); }

  /// Returns the text without the terminating NUL.
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

}  // namespace gatehouse::schema
