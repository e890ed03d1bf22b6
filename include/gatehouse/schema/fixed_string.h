#pragma once
// SPDX-License-Identifier: Apache-2.0
// Text as a template argument: the names of parameters, the choices of a field.

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gatehouse::schema {

/// The characters of a literal, without its end mark, in a form that a template argument may have.
template <std::size_t N>
struct FixedString {
  /// With its NUL.
  char text[N]{};

  constexpr FixedString() = default;
  /// From a literal.
  // NOLINTNEXTLINE(google-explicit-constructor): literals are passed where a FixedString is meant.
  constexpr FixedString(const char (&literal)[N]) { std::copy_n(literal, N, text); }

  /// Without its NUL.
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

}  // namespace gatehouse::schema
