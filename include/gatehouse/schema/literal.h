#pragma once
// SPDX-License-Identifier: Apache-2.0
// Text that can only be what its type says.

#include <string>
#include <string_view>

#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// One of these texts and nothing else, as Python's Literal: what tells the alternatives of a variant apart.
/// Holds the first until read.
template <FixedString First, FixedString... Others>
struct Literal {
  std::string_view value{First.view()};  ///< of static text
  /// The text.
  // NOLINTNEXTLINE(google-explicit-constructor): its value is what it is for.
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
