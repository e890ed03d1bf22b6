// SPDX-License-Identifier: Apache-2.0
#include "web/openapi/json_schema.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <cmath>

#include "gatehouse/schema/variant.h"

namespace gatehouse::web::detail {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using schema::TypeInfo;

object enumeration_schema(const TypeInfo& type, std::string_view name) {
  object out;
  out["title"] = boost::json::string{name};
  out["enum"] = array(type.choices.begin(), type.choices.end());
  out["type"] = "string";
  return out;
}

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

// Returns a whole number as an integer, so that it is written as 10 and not as 10.0.
value number(double limit) {
  const bool is_whole = limit == std::floor(limit) && std::abs(limit) < 9e15;
  return is_whole ? value(static_cast<std::int64_t>(limit)) : value(limit);
}

void write_limits(object& out, const TypeInfo& type) {
  const bool is_string = type.kind == TypeInfo::Kind::string;
  const bool is_array = type.kind == TypeInfo::Kind::array;
  if (type.maximum) out[is_string ? "maxLength" : is_array ? "maxItems" : "maximum"] = *type.maximum;
  if (type.minimum) out[is_string ? "minLength" : is_array ? "minItems" : "minimum"] = *type.minimum;
  if (type.greater_than) out["exclusiveMinimum"] = number(*type.greater_than);
  if (type.at_least) out["minimum"] = number(*type.at_least);
  if (type.less_than) out["exclusiveMaximum"] = number(*type.less_than);
  if (type.at_most) out["maximum"] = number(*type.at_most);
  if (type.multiple_of) out["multipleOf"] = number(*type.multiple_of);
  if (type.is_unique) out["uniqueItems"] = true;
}

void write_text(object& out, std::string_view name, std::string_view text) {
  if (!text.empty()) out[name] = boost::json::string{text};
}

void write_example(object& out, std::string_view json) {
  if (!json.empty()) out["examples"] = array{boost::json::parse(json)};
}

void write_type(object& out, const TypeInfo& type, bool is_nullable) {
  const auto word = type_word(type.kind);
  if (word.empty()) return;
  if (is_nullable) {
    out["type"] = array{boost::json::string{word}, "null"};
  } else {
    out["type"] = boost::json::string{word};
  }
}

}  // namespace

bool is_component(const TypeInfo& type) { return !type.name.empty(); }

void SchemaComponents::note(const TypeInfo& type) {
  if (type.element != nullptr) note(type.element());
  for (const auto alternative : type.alternatives) note(alternative());
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

object SchemaComponents::schema_of(const TypeInfo& type, bool is_text) const {
  object out;
  const bool is_nullable = type.is_nullable && !is_text;
  if (is_component(type)) {
    object reference;
    reference["$ref"] = "#/components/schemas/" + name_of(type);
    if (is_nullable) {
      out["anyOf"] = array{std::move(reference), object{{"type", "null"}}};
    } else {
      out = std::move(reference);
    }
    if (type.default_json) out["default"] = boost::json::parse(*type.default_json);
    return out;
  }
  if (!type.alternatives.empty()) return variant_schema(type, is_text);
  write_limits(out, type);
  if (!type.pattern.empty()) out["pattern"] = type.pattern;
  write_type(out, type, is_nullable);
  if (!type.format.empty()) out["format"] = boost::json::string{type.format};
  if (!type.choices.empty()) out["enum"] = array(type.choices.begin(), type.choices.end());
  if (type.default_json) out["default"] = boost::json::parse(*type.default_json);
  if (type.element != nullptr) {
    out[type.kind == TypeInfo::Kind::array ? "items" : "additionalProperties"] =
        schema_of(type.element(), is_text);
  }
  return out;
}

object SchemaComponents::variant_schema(const TypeInfo& type, bool is_text) const {
  object out;
  array alternatives;
  for (const auto alternative : type.alternatives) alternatives.push_back(schema_of(alternative(), is_text));
  if (type.is_nullable && !is_text) alternatives.push_back(object{{"type", "null"}});
  if (type.discriminator.empty()) {
    out["anyOf"] = std::move(alternatives);
    return out;
  }
  out["oneOf"] = std::move(alternatives);
  object mapping;
  for (const auto alternative : type.alternatives) {
    const auto& one = alternative();
    const auto reference = schema_of(one)["$ref"];
    for (const auto& word : schema::detail::discriminator_values(one, type.discriminator))
      mapping[word] = reference;
  }
  object discriminator;
  discriminator["propertyName"] = boost::json::string{type.discriminator};
  discriminator["mapping"] = std::move(mapping);
  out["discriminator"] = std::move(discriminator);
  return out;
}

object SchemaComponents::property(const schema::FieldInfo& field, bool is_form) const {
  const auto& type = field.type();
  auto inner = schema_of(type, is_form);
  object out;
  // A component has its own title. Only what was set for this member is written beside the reference.
  if (!field.title.empty()) {
    write_text(out, "title", field.title);
  } else if (!is_component(type)) {
    out["title"] = schema::title_of(field.name);
  }
  for (auto& member : inner) out[member.key()] = std::move(member.value());
  write_text(out, "description", field.description);
  write_example(out, field.example);
  if (field.default_json) out["default"] = boost::json::parse(*field.default_json);
  if (field.is_deprecated) out["deprecated"] = true;
  return out;
}

object SchemaComponents::object_schema(const TypeInfo& type, std::string_view title, bool is_form) const {
  object out;
  out["title"] = boost::json::string{type.title.empty() ? title : type.title};
  write_text(out, "description", type.description);
  array required;
  object properties;
  for (const auto& field : type.fields) {
    if (field.is_required) required.emplace_back(boost::json::string{field.name});
    auto shown = property(field, is_form);
    if (type.is_partial) shown.erase("default");
    properties[field.name] = std::move(shown);
  }
  if (!required.empty()) out["required"] = std::move(required);
  out["type"] = "object";
  out["properties"] = std::move(properties);
  if (type.refuses_unknown) out["additionalProperties"] = false;
  write_example(out, type.example);
  return out;
}

void SchemaComponents::write(object& schemas) const {
  for (const auto& [name, types] : by_name_) {
    for (const auto* type : types) {
      const auto& shown = name_of(*type);
      schemas[shown] = type->kind == TypeInfo::Kind::object ? object_schema(*type, shown, false)
                                                            : enumeration_schema(*type, shown);
    }
  }
}

}  // namespace gatehouse::web::detail
