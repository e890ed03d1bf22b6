#pragma once
// SPDX-License-Identifier: Apache-2.0
// Describes a type at run time, in enough detail to write its JSON Schema.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::schema {

struct TypeInfo;

/// Returns the TypeInfo of a type. It is a function so that types may refer to themselves.
using TypeInfoFunction = const TypeInfo& (*)();

/// One member of an object type.
struct FieldInfo {
  /// The name in JSON.
  std::string_view name;
  TypeInfoFunction type = nullptr;
  /// Whether the member must be present.
  bool is_required = true;
  /// Shown in the document.
  std::string_view description{};
  std::string_view title{};    ///< if empty, derived from the name
  std::string_view example{};  ///< JSON text, or empty
  /// Marked as deprecated in the document.
  bool is_deprecated = false;
  std::optional<std::string> default_json{};  ///< JSON text; takes precedence over the default of the type
};

/// A type as JSON Schema (draft 2020-12) describes it.
struct TypeInfo {
  enum class Kind { any, boolean, integer, number, string, array, object };

  Kind kind = Kind::any;
  std::string name{};            ///< for a struct or enumeration: the unqualified C++ name; otherwise empty
  std::string qualified_name{};  ///< the same with its namespaces, joined by "__"
  std::string_view format{};     ///< "uuid", "email", "date-time", "password" and others, or empty
  std::string pattern{};         ///< a regular expression, or empty
  /// For a number, the smallest value; for a string, the least number of characters; for an array, the least
  /// number of elements.
  std::optional<std::int64_t> minimum{};
  /// The corresponding upper limit.
  std::optional<std::int64_t> maximum{};
  std::vector<std::string> choices{};         ///< for a string: all permitted values; empty: not limited
  std::optional<std::string> default_json{};  ///< JSON text
  /// Whether null is a valid value.
  bool is_nullable = false;
  TypeInfoFunction element = nullptr;    ///< for an array, or for the values of an object without `fields`
  std::vector<FieldInfo> fields{};       ///< for an object
  std::optional<double> greater_than{};  ///< for a number, exclusive
  std::optional<double> at_least{};      ///< for a number, inclusive
  std::optional<double> less_than{};     ///< for a number, exclusive
  std::optional<double> at_most{};       ///< for a number, inclusive
  std::optional<double> multiple_of{};   ///< for a number
  bool is_unique = false;                ///< for an array: it has no duplicate values
  std::vector<TypeInfoFunction> alternatives{};  ///< for a variant
  std::string_view discriminator{};  ///< for a variant: the member that selects the alternative, or empty
  std::string_view title{};          ///< for an object; if empty, the name of the type
  std::string_view description{};    ///< for an object
  std::string_view example{};        ///< for an object; JSON text
  bool refuses_unknown = false;      ///< for an object: whether unknown members are refused
  /// For an object: whether only the members in `fields` are read, so that a parser may skip the values of
  /// other members. If unknown members are refused, the parser still has to keep their names.
  bool reads_fields_only = false;
  /// For an object: whether an absent member stays unknown, so that defaults of members do not apply.
  bool is_partial = false;
};

/// Returns the name of a member as a title: "grant_type" becomes "Grant Type", "x-token" becomes "X-Token".
[[nodiscard]] std::string title_of(std::string_view name);

}  // namespace gatehouse::schema
