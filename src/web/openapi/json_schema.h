#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes types as JSON Schema (draft 2020-12), with structs and enumerations as named components.

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <vector>

#include "gatehouse/schema/type_info.h"

namespace gatehouse::web::detail {

/// Returns whether the document defines the type once under its name.
[[nodiscard]] bool is_component(const schema::TypeInfo& type);

/// Collects the named types of a document. A name that is not unique is qualified with its namespaces.
class SchemaComponents {
 public:
  /// Adds a type and all types that it contains. Call it for all types before the first call of schema_of().
  void note(const schema::TypeInfo& type);

  /// Returns the schema of a value, which is a reference for a named type. `is_text` means that the value is
  /// not in JSON but in a query, header field, cookie, path or form; it can then be absent but not null.
  [[nodiscard]] boost::json::object schema_of(const schema::TypeInfo& type, bool is_text = false) const;

  /// Returns the full schema of an object with the given title. In a form no value can be null.
  [[nodiscard]] boost::json::object object_schema(const schema::TypeInfo& type, std::string_view title,
                                                  bool is_form) const;

  /// Adds every collected type to `components.schemas` of a document.
  void write(boost::json::object& schemas) const;

 private:
  [[nodiscard]] const std::string& name_of(const schema::TypeInfo& type) const;
  [[nodiscard]] boost::json::object variant_schema(const schema::TypeInfo& type, bool is_text) const;
  [[nodiscard]] boost::json::object property(const schema::FieldInfo& field, bool is_form) const;

  std::map<std::string, std::vector<const schema::TypeInfo*>> by_name_;
};

}  // namespace gatehouse::web::detail
