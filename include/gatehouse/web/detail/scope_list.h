#pragma once
// SPDX-License-Identifier: Apache-2.0
// Sets of scopes (RFC 6749 3.3) as types. They are the scopes that a dependency must check.

#include <algorithm>
#include <array>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <cstddef>
#include <span>
#include <string_view>

#include "gatehouse/base/words.h"
#include "gatehouse/schema/fixed_string.h"

namespace gatehouse::web::detail {

/// Returns whether a text is one scope-token of RFC 6749 3.3 and may therefore be quoted in a challenge.
constexpr bool is_scope(std::string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, is_word_character);
}

/// One scope as a type, so that type lists can contain it.
template <schema::FixedString Word>
struct Scope {
  static constexpr std::string_view word = Word.view();
};

/// Scopes in alphabetical order without duplicates, so that equal sets are the same type.
template <class... Scopes>
struct ScopeList {
  static constexpr std::array<std::string_view, sizeof...(Scopes)> words{Scopes::word...};

  /// Returns the scopes separated by single spaces, as in a `scope` claim and in a challenge.
  static constexpr std::string_view text() noexcept { return {letters.data(), length}; }

 private:
  static constexpr std::size_t length =
      (0 + ... + Scopes::word.size()) + (sizeof...(Scopes) == 0 ? 0 : sizeof...(Scopes) - 1);
  static constexpr auto letters = [] {
    std::array<char, length + 1> joined{};
    auto* end = joined.data();
    for (const auto word : words) {
      if (end != joined.data()) *end++ = ' ';
      end = std::ranges::copy(word, end).out;
    }
    return joined;
  }();
};

using NoScopes = ScopeList<>;

template <class A, class B>
using IsBefore = std::bool_constant<(A::word < B::word)>;

/// The union of two sets. The arguments may be lists in any order.
template <class A, class B>
using UnionOf = boost::mp11::mp_sort<boost::mp11::mp_unique<boost::mp11::mp_append<A, B>>, IsBefore>;

}  // namespace gatehouse::web::detail
