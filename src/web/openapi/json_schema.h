#pragma once
// SPDX-License-Identifier: Apache-2.0
// Types as JSON Schema (draft 2020-12), the structs and enumerations among them as named components.

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <vector>

#include "gatehouse/schema/type_info.h"

namespace gatehouse::web::detail {

/// Whether a document says once what the type is, under its name.
[[nodiscard]] bool is_component(const schema::TypeInfo& type);

/// Collects the named types that a document uses. Names are plain while they are unique, else qualified.
class SchemaComponents {
 public:
  /// Notes a type and all that it holds. Note all types before the first schema is asked for.
  void note(const schema::TypeInfo& type);

  /// The schema of a value: a reference for a named type. `is_text`: of a value that is not in JSON (a query,
  /// a field, a cookie, a path, a form) and so is never null: what may be null may be absent.
  [[nodiscard]] boost::json::object schema_of(const schema::TypeInfo& type, bool is_text = false) const;

  /// The object schema itself, under a name of the caller's. In a form nothing can be null.
  [[nodiscard]] boost::json::object object_schema(const schema::TypeInfo& type, std::string_view title,
                                                  bool is_form) const;

  /// Adds every noted type to a document's `components.schemas`.
  void write(boost::json::object& schemas) const;

 private:
  [[nodiscard]] const std::string& name_of(const schema::TypeInfo& type) const;
  [[nodiscard]] boost::json::object variant_schema(const schema::TypeInfo& type, bool is_text) const;
  [[nodiscard]] boost::json::object property(const schema::FieldInfo& field, bool is_form) const;

  std::map<std::string, std::vector<const schema::TypeInfo*>> by_name_;
};

}  // namespace gatehouse::web::detail
