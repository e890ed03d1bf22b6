// SPDX-License-Identifier: Apache-2.0
#include "web/json_schema.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace gatehouse::web::detail {
namespace {

using boost::json::array;
using boost::json::object;
using schema::TypeInfo;

bool is_component(const TypeInfo& type) { return type.kind == TypeInfo::Kind::object && !type.name.empty(); }

std::string_view type_word(TypeInfo::Kind kind) {
  switch (kind) {
    case TypeInfo::Kind::boolean:
      return "boolean";
    case TypeInfo::Kind::integer:
      return "integer";
    case TypeInfo::Kind::number:
      return "number";
    case TypeInfo::Kind::string:
      return "string";
    case TypeInfo::Kind::array:
      return "array";
    case TypeInfo::Kind::object:
      return "object";
    case TypeInfo::Kind::any:
      break;
  }
  return {};
}

void write_limits(object& out, const TypeInfo& type) {
  const bool is_string = type.kind == TypeInfo::Kind::string;
  if (type.maximum) out[is_string ? "maxLength" : "maximum"] = *type.maximum;
  if (type.minimum) out[is_string ? "minLength" : "minimum"] = *type.minimum;
}

void write_type(object& out, const TypeInfo& type) {
  const auto word = type_word(type.kind);
  if (word.empty()) return;
  if (type.is_nullable) {
    out["type"] = array{boost::json::string{word}, "null"};
  } else {
    out["type"] = boost::json::string{word};
  }
}

}  // namespace

void SchemaComponents::note(const TypeInfo& type) {
  if (type.element != nullptr) note(type.element());
  if (!is_component(type)) return;
  auto& same_name = by_name_[type.name];
  const auto is_same = [&](const TypeInfo* known) { return known->qualified_name == type.qualified_name; };
  if (std::ranges::any_of(same_name, is_same)) return;
  same_name.push_back(&type);
  for (const auto& field : type.fields) note(field.type());
}

const std::string& SchemaComponents::name_of(const TypeInfo& type) const {
  const auto found = by_name_.find(type.name);
  const bool is_unique = found == by_name_.end() || found->second.size() < 2;
  return is_unique ? type.name : type.qualified_name;
}

object SchemaComponents::schema_of(const TypeInfo& type) const {
  object out;
  if (is_component(type)) {
    object reference;
    reference["$ref"] = "#/components/schemas/" + name_of(type);
    if (!type.is_nullable) return reference;
    object null_type;
    null_type["type"] = "null";
    out["anyOf"] = array{std::move(reference), std::move(null_type)};
    return out;
  }
  write_limits(out, type);
  if (!type.pattern.empty()) out["pattern"] = type.pattern;
  write_type(out, type);
  if (!type.format.empty()) out["format"] = boost::json::string{type.format};
  if (!type.choices.empty()) out["enum"] = array(type.choices.begin(), type.choices.end());
  if (type.default_json) out["default"] = boost::json::parse(*type.default_json);
  if (type.element != nullptr) {
    out[type.kind == TypeInfo::Kind::array ? "items" : "additionalProperties"] = schema_of(type.element());
  }
  return out;
}

object SchemaComponents::property(const schema::FieldInfo& field, bool is_form) const {
  TypeInfo type = field.type();
  if (is_form) type.is_nullable = false;
  auto inner = schema_of(type);
  if (is_component(type)) return inner;  // it has a title of its own
  object out;
  out["title"] = schema::title_of(field.name);
  for (auto& member : inner) out[member.key()] = std::move(member.value());
  if (!field.description.empty()) out["description"] = boost::json::string{field.description};
  return out;
}

object SchemaComponents::object_schema(const TypeInfo& type, std::string_view title, bool is_form) const {
  object out;
  out["title"] = boost::json::string{title};
  array required;
  object properties;
  for (const auto& field : type.fields) {
    if (field.is_required) required.emplace_back(boost::json::string{field.name});
    properties[field.name] = property(field, is_form);
  }
  if (!required.empty()) out["required"] = std::move(required);
  out["type"] = "object";
  out["properties"] = std::move(properties);
  return out;
}

void SchemaComponents::write(object& schemas) const {
  for (const auto& [name, types] : by_name_) {
    for (const auto* type : types) schemas[name_of(*type)] = object_schema(*type, name_of(*type), false);
  }
}

}  // namespace gatehouse::web::detail
