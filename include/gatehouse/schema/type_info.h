#pragma once
// SPDX-License-Identifier: Apache-2.0
// What is known of a type at run time: enough to write its JSON Schema.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::schema {

struct TypeInfo;

/// Gives a type's TypeInfo; a function, so that types may refer to themselves.
using TypeInfoFunction = const TypeInfo& (*)();

/// One member of an object type.
struct FieldInfo {
  /// In JSON.
  std::string_view name;
  /// Its type.
  TypeInfoFunction type = nullptr;
  /// Whether it must be there.
  bool is_required = true;
  /// For the document.
  std::string_view description{};
  std::string_view title{};    ///< empty: made from the name
  std::string_view example{};  ///< as JSON, or none
  /// For the document.
  bool is_deprecated = false;
  std::optional<std::string> default_json{};  ///< of a member that may be absent, beside its type's own
};

/// A type as JSON Schema (draft 2020-12) sees it.
struct TypeInfo {
  /// The types of JSON.
  enum class Kind { any, boolean, integer, number, string, array, object };

  /// Which it is.
  Kind kind = Kind::any;
  std::string name{};            ///< of a struct or enumeration: its unqualified C++ name; else empty
  std::string qualified_name{};  ///< of such: with its namespaces, joined by "__"
  std::string_view format{};     ///< "uuid", "email", "date-time", "password", or none
  std::string pattern{};         ///< an anchored regular expression, or none
  std::optional<std::int64_t> minimum{};  ///< of a number; of a string: characters; of an array: elements
  /// See `minimum`.
  std::optional<std::int64_t> maximum{};
  std::vector<std::string> choices{};         ///< of a string: all that it may be; empty: whatever else says
  std::optional<std::string> default_json{};  ///< the default value, as JSON
  /// Whether null is one of its values.
  bool is_nullable = false;
  TypeInfoFunction element = nullptr;            ///< of an array; of an object without fields: of its values
  std::vector<FieldInfo> fields{};               ///< of an object
  std::optional<double> greater_than{};          ///< of a number: not this itself
  std::optional<double> at_least{};              ///< of a number
  std::optional<double> less_than{};             ///< of a number: not this itself
  std::optional<double> at_most{};               ///< of a number
  std::optional<double> multiple_of{};           ///< of a number
  bool is_unique = false;                        ///< of an array: no value twice
  std::vector<TypeInfoFunction> alternatives{};  ///< of a variant
  std::string_view discriminator{};              ///< of a variant: the member that tells which it is, or none
  std::string_view title{};                      ///< of an object: empty: its name
  std::string_view description{};                ///< of an object
  std::string_view example{};                    ///< of an object, as JSON
  bool refuses_unknown = false;                  ///< of an object: members that it lacks are refused
  /// Of an object: whether nothing is read but `fields`, so that a parser may leave other members out. Of
  /// those that are refused only the names count.
  bool reads_fields_only = false;
};

/// A member's name as a title: "grant_type" is "Grant Type", "x-token" is "X-Token".
[[nodiscard]] std::string title_of(std::string_view name);

}  // namespace gatehouse::schema
