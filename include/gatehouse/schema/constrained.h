#pragma once
// SPDX-License-Identifier: Apache-2.0
// Field types that carry their constraints: the type determines both the check and the schema.

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// Text of `Minimum` to `Maximum` characters (Unicode code points). The limits are checked when it is read.
template <std::size_t Minimum, std::size_t Maximum = std::numeric_limits<std::int64_t>::max()>
struct Text : std::string {
  static_assert(Minimum <= Maximum, "gatehouse: Text<min, max> needs min <= max");
  using std::string::string;
  Text() = default;
  /// Does not check the limits: `text` must satisfy them.
  // NOLINTNEXTLINE(google-explicit-constructor): a Text is a string whose length was checked when read.
  Text(std::string text) : std::string(std::move(text)) {}
};

/// A Secret of `Minimum` to `Maximum` characters. The limits are checked when it is read.
template <std::size_t Minimum, std::size_t Maximum>
struct SecretText : Secret {
  static_assert(Minimum <= Maximum, "gatehouse: SecretText<min, max> needs min <= max");
  /// The constructors do not check the limits: the text must satisfy them.
  using Secret::Secret;
};

/// An integer from `Minimum` to `Maximum`, both included. The limits are checked when it is read.
template <std::int64_t Minimum, std::int64_t Maximum = std::numeric_limits<std::int64_t>::max()>
struct Number {
  static_assert(Minimum <= Maximum, "gatehouse: Number<min, max> needs min <= max");
  std::int64_t value = Minimum;
  // NOLINTNEXTLINE(google-explicit-constructor): see Text.
  operator std::int64_t() const noexcept { return value; }
};

/// One of a fixed list of texts: `OneOf<"asc", "desc">`. Holds the first text by default.
template <FixedString First, FixedString... Others>
struct OneOf {
  std::string value{First.view()};
  // NOLINTNEXTLINE(google-explicit-constructor): see Text.
  operator std::string_view() const noexcept { return value; }
};

/// A value with a default: `Default<10>` is an int that may be absent and is 10 in that case.
template <auto Value>
struct Default {
  using value_type = std::remove_cv_t<decltype(Value)>;
  value_type value = Value;
  // NOLINTNEXTLINE(google-explicit-constructor): see Text.
  operator value_type() const noexcept { return value; }
};

/// Text with a default, which is used when the field is absent: `DefaultText<"en">`.
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
      // A single choice is written as a pattern, as FastAPI writes grant_type. FastAPI's pattern has no
      // anchors; ours has them, so that it matches the whole text only.
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
