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
  std::string_view name;
  TypeInfoFunction type = nullptr;
  bool is_required = true;
  std::string_view description{};
};

/// A type as JSON Schema (draft 2020-12) sees it.
struct TypeInfo {
  enum class Kind { any, boolean, integer, number, string, array, object };

  Kind kind = Kind::any;
  std::string name{};                     ///< of an object type: its unqualified C++ name; else empty
  std::string qualified_name{};           ///< of an object type: with its namespaces, joined by "__"
  std::string_view format{};              ///< "uuid", "email", "date-time", "password", or none
  std::string pattern{};                  ///< an anchored regular expression, or none
  std::optional<std::int64_t> minimum{};  ///< of a number; of a string: characters
  std::optional<std::int64_t> maximum{};
  std::vector<std::string> choices{};         ///< of an enumeration
  std::optional<std::string> default_json{};  ///< the default value, as JSON
  bool is_nullable = false;
  TypeInfoFunction element = nullptr;  ///< of an array; of an object without fields: of its values
  std::vector<FieldInfo> fields{};     ///< of an object
};

/// A member's name as a title: "grant_type" is "Grant Type".
[[nodiscard]] std::string title_of(std::string_view name);

}  // namespace gatehouse::schema
