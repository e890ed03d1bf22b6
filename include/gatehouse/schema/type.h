#pragma once
// SPDX-License-Identifier: Apache-2.0
// Declares Type<T>, which defines how a C++ type is read, written and described, and defines the scalars.

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/email.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/schema/json_text.h"
#include "gatehouse/schema/node.h"
#include "gatehouse/schema/problem.h"
#include "gatehouse/schema/type_info.h"

namespace gatehouse::schema {

namespace detail {
template <class T>
inline constexpr bool has_json = false;
}  // namespace detail

/// How T is read, written and described. Specialise it for your own type:
///
///     template <> struct Type<Colour> {
///       static const TypeInfo& info();                                     // what it looks like outside
///       static bool decode(const Node& node, Reporter& reporter, Colour& out);  // false: reported why
///       static void encode(std::string& json, const Colour& value);        // appends
///     };
///
/// The optional member `static constexpr bool is_optional = true` means that a struct's member of this type
/// may be absent.
template <class T>
struct Type {
  static_assert(
      detail::has_json<T>,
      "gatehouse: this type has no form in JSON: take one that owns its value (std::string, a number, an "
      "enumeration, std::vector, std::optional, a described struct), or specialise "
      "gatehouse::schema::Type<T> for it");
  // These are never called. They prevent further compiler errors after the message above.
  /// Describes the type.
  static const TypeInfo& info();
  /// Reads a node. Returns false after reporting a problem.
  template <class U>
  static bool decode(const Node& node, Reporter& reporter, U& out);
  /// Appends the value as JSON.
  template <class U>
  static void encode(std::string& json, const U& value);
};

/// Whether a member of this type keeps its initial value when it is absent, instead of causing a problem.
template <class T>
concept OptionalType = requires { requires Type<T>::is_optional; };

/// Returns the TypeInfo of T. Its address is a TypeInfoFunction.
template <class T>
const TypeInfo& type_info() {
  return Type<T>::info();
}

namespace detail {

bool report_null(Reporter& reporter);
bool report_not_string(const Node& node, Reporter& reporter);
/// Returns the characters of a string or text node, or reports a problem and returns nothing.
std::optional<std::string_view> decode_characters(const Node& node, Reporter& reporter);
bool decode_integer(const Node& node, Reporter& reporter, std::int64_t& out);
bool decode_number(const Node& node, Reporter& reporter, double& out);
bool decode_boolean(const Node& node, Reporter& reporter, bool& out);
bool decode_uuid(const Node& node, Reporter& reporter, Uuid& out);
bool decode_email(const Node& node, Reporter& reporter, Email& out);
bool decode_time(const Node& node, Reporter& reporter, TimePoint& out);
bool check_length(std::string_view text, std::size_t minimum, std::size_t maximum, Reporter& reporter);
bool check_range(std::int64_t value, std::int64_t minimum, std::int64_t maximum, Reporter& reporter);
bool report_choice(const std::vector<std::string>& choices, Reporter& reporter);
void encode_uuid(std::string& json, const Uuid& id);
void encode_time(std::string& json, TimePoint time);

}  // namespace detail

/// Returns the time in RFC 3339 form, in UTC with "Z" and six digits of the second's fraction.
[[nodiscard]] std::string format_time(TimePoint time);
/// Parses an RFC 3339 time with any offset. Returns nothing if the text is invalid or has no offset.
[[nodiscard]] std::optional<TimePoint> parse_time(std::string_view text);

template <>
struct Type<std::string> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::string};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, std::string& out) {
    const auto text = detail::decode_characters(node, reporter);
    if (text) out = *text;
    return text.has_value();
  }
  static void encode(std::string& json, std::string_view value) { write_json_string(json, value); }
};

template <>
struct Type<bool> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::boolean};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, bool& out) {
    return detail::decode_boolean(node, reporter, out);
  }
  static void encode(std::string& json, bool value) { json += value ? "true" : "false"; }
};

/// Integers: JSON numbers without a fraction, within the range of the type.
template <std::integral T>
struct Type<T> {
  static_assert(sizeof(T) < sizeof(std::int64_t) || std::signed_integral<T>,
                "gatehouse: unsigned 64-bit integers don't fit every JSON reader; use std::int64_t");
  static constexpr std::int64_t least = std::numeric_limits<T>::min();
  static constexpr std::int64_t most = std::numeric_limits<T>::max();

  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made;
      made.kind = TypeInfo::Kind::integer;
      if constexpr (sizeof(T) < sizeof(std::int64_t)) {
        made.minimum = least;
        made.maximum = most;
      }
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, T& out) {
    std::int64_t value = 0;
    if (!detail::decode_integer(node, reporter, value) ||
        !detail::check_range(value, least, most, reporter)) {
      return false;
    }
    out = static_cast<T>(value);
    return true;
  }
  static void encode(std::string& json, T value) { write_json_integer(json, value); }
};

template <std::floating_point T>
struct Type<T> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::number};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, T& out) {
    double value = 0;
    if (!detail::decode_number(node, reporter, value)) return false;
    out = static_cast<T>(value);
    return true;
  }
  static void encode(std::string& json, T value) { write_json_number(json, value); }
};

template <>
struct Type<Uuid> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::string, .format = "uuid"};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Uuid& out) {
    return detail::decode_uuid(node, reporter, out);
  }
  static void encode(std::string& json, const Uuid& value) { detail::encode_uuid(json, value); }
};

/// An e-mail address, checked by the rule of the HTML standard (see Email).
template <>
struct Type<Email> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::string, .format = "email"};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Email& out) {
    return detail::decode_email(node, reporter, out);
  }
  static void encode(std::string& json, const Email& value) { write_json_string(json, value.text()); }
};

/// An RFC 3339 time, written in UTC.
template <>
struct Type<TimePoint> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::string, .format = "date-time"};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, TimePoint& out) {
    return detail::decode_time(node, reporter, out);
  }
  static void encode(std::string& json, TimePoint value) { detail::encode_time(json, value); }
};

/// A secret can only be read. There is no encode function, so an answer that contains a Secret
/// does not compile.
template <>
struct Type<Secret> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::string, .format = "password"};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Secret& out) {
    const auto text = detail::decode_characters(node, reporter);
    if (text) out = Secret{std::string{*text}};
    return text.has_value();
  }
};

}  // namespace gatehouse::schema
