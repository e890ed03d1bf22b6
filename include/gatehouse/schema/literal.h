#pragma once
// SPDX-License-Identifier: Apache-2.0
// Text that is one of a fixed list of literals.

#include <string>
#include <string_view>

#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// One of the given texts, as in Python's Literal. It identifies the alternative of a variant. Holds the
/// first text by default.
template <FixedString First, FixedString... Others>
struct Literal {
  std::string_view value{First.view()};  ///< refers to static text
  // NOLINTNEXTLINE(google-explicit-constructor): a Literal stands for its text.
  operator std::string_view() const noexcept { return value; }
};

namespace detail {
bool report_literal(const std::vector<std::string>& permitted, Reporter& reporter);
}  // namespace detail

template <FixedString First, FixedString... Others>
struct Type<Literal<First, Others...>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<std::string>::info();
      made.choices = {std::string{First.view()}, std::string{Others.view()}...};
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Literal<First, Others...>& out) {
    if (node.kind == Node::Kind::null) return detail::report_null(reporter);
    bool is_found = node.is_text() && node.text == First.view();
    if (is_found) out.value = First.view();
    [[maybe_unused]] const auto try_other = [&](std::string_view other) {
      if (!node.is_text() || node.text != other) return;
      out.value = other;
      is_found = true;
    };
    (try_other(Others.view()), ...);
    return is_found || detail::report_literal(info().choices, reporter);
  }
  static void encode(std::string& json, std::string_view value) { write_json_string(json, value); }
};

}  // namespace gatehouse::schema
