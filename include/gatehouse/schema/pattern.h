#pragma once
// SPDX-License-Identifier: Apache-2.0
// Text that matches a regular expression.

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// Text of `Minimum` to `Maximum` characters that matches `Regex`, in RE2's syntax. The match begins at
/// the start of the text and may end anywhere; end the expression with `$` to match the whole text.
/// Matching takes time linear in the length of the text (CWE-1333). An application with an invalid
/// expression does not start.
template <FixedString Regex, std::size_t Minimum = 0,
          std::size_t Maximum = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max())>
struct Pattern : std::string {
  using std::string::string;
  Pattern() = default;
  /// Does not check the expression and the limits: `text` must satisfy them.
  // NOLINTNEXTLINE(google-explicit-constructor): see Text.
  Pattern(std::string text) : std::string(std::move(text)) {}
};

namespace detail {

/// A compiled regular expression. Thread-safe.
class Matcher {
 public:
  /// Throws std::logic_error if the expression is invalid.
  explicit Matcher(std::string_view regex);
  /// Returns whether `text` matches, and reports a problem if it does not.
  bool check(std::string_view text, Reporter& reporter) const;

 private:
  std::shared_ptr<const void> compiled_;
  std::string regex_;
};

}  // namespace detail

template <FixedString Regex, std::size_t Minimum, std::size_t Maximum>
struct Type<Pattern<Regex, Minimum, Maximum>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<std::string>::info();
      (void)matcher();
      made.pattern = Regex.view();
      if (Minimum > 0) made.minimum = static_cast<std::int64_t>(Minimum);
      if (Maximum < static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max())) {
        made.maximum = static_cast<std::int64_t>(Maximum);
      }
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Pattern<Regex, Minimum, Maximum>& out) {
    const auto text = detail::decode_characters(node, reporter);
    if (!text || !detail::check_length(*text, Minimum, Maximum, reporter)) return false;
    if (!matcher().check(*text, reporter)) return false;
    out.assign(*text);
    return true;
  }
  static void encode(std::string& json, std::string_view value) { write_json_string(json, value); }

 private:
  static const detail::Matcher& matcher() {
    static const detail::Matcher made{Regex.view()};
    return made;
  }
};

}  // namespace gatehouse::schema
