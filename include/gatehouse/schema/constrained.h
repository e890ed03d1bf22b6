#pragma once
// SPDX-License-Identifier: Apache-2.0
// Field types that carry their constraints: the check and the schema follow from the type.

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// Text of `Minimum` to `Maximum` characters (Unicode code points).
template <std::size_t Minimum, std::size_t Maximum = std::numeric_limits<std::int64_t>::max()>
struct Text : std::string {
  static_assert(Minimum <= Maximum, "gatehouse: Text<min, max> needs min <= max");
  using std::string::string;
  Text() = default;
  /// From text that keeps the promise.
  // NOLINTNEXTLINE(google-explicit-constructor): a Text is a string with a promise kept where it came in.
  Text(std::string text) : std::string(std::move(text)) {}
};

/// A Secret of `Minimum` to `Maximum` characters.
template <std::size_t Minimum, std::size_t Maximum>
struct SecretText : Secret {
  static_assert(Minimum <= Maximum, "gatehouse: SecretText<min, max> needs min <= max");
  /// From text that keeps the promise.
  using Secret::Secret;
};

/// An integer from `Minimum` to `Maximum`, both included.
template <std::int64_t Minimum, std::int64_t Maximum = std::numeric_limits<std::int64_t>::max()>
struct Number {
  static_assert(Minimum <= Maximum, "gatehouse: Number<min, max> needs min <= max");
  /// The number.
  std::int64_t value = Minimum;
  /// The number.
  // NOLINTNEXTLINE(google-explicit-constructor): see Text.
  operator std::int64_t() const noexcept { return value; }
};

/// One text of a few: `OneOf<"asc", "desc">`. Holds the first until read.
template <FixedString First, FixedString... Others>
struct OneOf {
  /// The text.
  std::string value{First.view()};
  /// The text.
  // NOLINTNEXTLINE(google-explicit-constructor): see Text.
  operator std::string_view() const noexcept { return value; }
};

/// A value with a default: `Default<10>` is an int that may be absent, and then is 10.
template <auto Value>
struct Default {
  /// What it holds.
  using value_type = std::remove_cv_t<decltype(Value)>;
  /// The value.
  value_type value = Value;
  /// The value.
  // NOLINTNEXTLINE(google-explicit-constructor): see Text.
  operator value_type() const noexcept { return value; }
};

/// Text with a default: `DefaultText<"en">`.
template <FixedString Value>
struct DefaultText : std::string {
  DefaultText() : std::string(Value.view()) {}
};

template <std::size_t Minimum, std::size_t Maximum>
struct Type<Text<Minimum, Maximum>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<std::string>::info();
      if (Minimum > 0) made.minimum = static_cast<std::int64_t>(Minimum);
      if (Maximum < std::numeric_limits<std::int64_t>::max())
        made.maximum = static_cast<std::int64_t>(Maximum);
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Text<Minimum, Maximum>& out) {
    const auto text = detail::decode_characters(node, reporter);
    if (!text || !detail::check_length(*text, Minimum, Maximum, reporter)) return false;
    out.assign(*text);
    return true;
  }
  static void encode(std::string& json, std::string_view value) { write_json_string(json, value); }
};

template <std::size_t Minimum, std::size_t Maximum>
struct Type<SecretText<Minimum, Maximum>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<Secret>::info();
      made.minimum = static_cast<std::int64_t>(Minimum);
      made.maximum = static_cast<std::int64_t>(Maximum);
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, SecretText<Minimum, Maximum>& out) {
    const auto text = detail::decode_characters(node, reporter);
    if (!text || !detail::check_length(*text, Minimum, Maximum, reporter)) return false;
    out = SecretText<Minimum, Maximum>{std::string{*text}};
    return true;
  }
};

template <std::int64_t Minimum, std::int64_t Maximum>
struct Type<Number<Minimum, Maximum>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<std::int64_t>::info();
      made.minimum = Minimum;
      if (Maximum < std::numeric_limits<std::int64_t>::max()) made.maximum = Maximum;
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Number<Minimum, Maximum>& out) {
    std::int64_t value = 0;
    if (!detail::decode_integer(node, reporter, value)) return false;
    if (!detail::check_range(value, Minimum, Maximum, reporter)) return false;
    out.value = value;
    return true;
  }
  static void encode(std::string& json, std::int64_t value) { write_json_integer(json, value); }
};

template <FixedString First, FixedString... Others>
struct Type<OneOf<First, Others...>> {
  static constexpr bool is_single = sizeof...(Others) == 0;

  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<std::string>::info();
      // One choice is written as FastAPI writes grant_type, anchored so that it means what it says.
      if (is_single) {
        made.pattern = "^" + std::string{First.view()} + "$";
      } else {
        made.choices = {std::string{First.view()}, std::string{Others.view()}...};
      }
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, OneOf<First, Others...>& out) {
    const auto text = detail::decode_characters(node, reporter);
    if (!text) return false;
    if (*text != First.view() && (... && (*text != Others.view()))) return report(reporter);
    out.value = *text;
    return true;
  }
  static void encode(std::string& json, std::string_view value) { write_json_string(json, value); }

 private:
  static bool report(Reporter& reporter) {
    if (!is_single) return detail::report_choice(info().choices, reporter);
    std::string pattern{First.view()};
    reporter.report("string does not match regex \"" + pattern + "\"", "value_error.str.regex",
                    {{"pattern", pattern}});
    return false;
  }
};

template <auto Value>
struct Type<Default<Value>> {
  using Held = typename Default<Value>::value_type;
  static constexpr bool is_optional = true;
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<Held>::info();
      Type<Held>::encode(made.default_json.emplace(), Value);
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Default<Value>& out) {
    return Type<Held>::decode(node, reporter, out.value);
  }
  static void encode(std::string& json, Held value) { Type<Held>::encode(json, value); }
};

template <FixedString Value>
struct Type<DefaultText<Value>> {
  static constexpr bool is_optional = true;
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<std::string>::info();
      write_json_string(made.default_json.emplace(), Value.view());
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, DefaultText<Value>& out) {
    return Type<std::string>::decode(node, reporter, out);
  }
  static void encode(std::string& json, std::string_view value) { write_json_string(json, value); }
};

}  // namespace gatehouse::schema
