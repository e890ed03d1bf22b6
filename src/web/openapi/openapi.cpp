// SPDX-License-Identifier: Apache-2.0
#include "web/openapi/openapi.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "gatehouse/base/ascii.h"
#include "gatehouse/http/path_prefix.h"
#include "web/openapi/document_answers.h"
#include "web/openapi/json_schema.h"

namespace gatehouse::web::detail {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::string_view json_type = "application/json";
constexpr std::string_view multipart_type = "multipart/form-data";
constexpr std::string_view form_type = "application/x-www-form-urlencoded";

object reference(std::string_view name) {
  object out;
  out["$ref"] = "#/components/schemas/" + std::string{name};
  return out;
}

object content(std::string_view type, object schema) {
  object media;
  media["schema"] = std::move(schema);
  object out;
  out[type] = std::move(media);
  return out;
}

std::string form_name(const OperationInfo& operation) { return "Body_" + operation.id(); }

class Writer {
 public:
  Writer(const ApiInfo& api, const std::vector<const OperationInfo*>& operations, std::string_view root_path)
      : api_(api), operations_(operations), root_path_(root_path) {
    for (const auto* operation : operations_) note_types(*operation);
  }

  std::string write() {
    object document;
    document["openapi"] = "3.1.0";
    document["info"] = info();
    document["servers"] = array{object{{"url", root_path_.empty() ? "/" : root_path_}}};
    object paths;
    for (const auto* operation : operations_) {
      auto& path = paths[operation->path_template()];
      if (!path.is_object()) path.emplace_object();
      path.as_object()[fold_case(operation->method)] = describe(*operation);
    }
    document["paths"] = std::move(paths);
    document["components"] = components();
    return boost::json::serialize(document);
  }

 private:
  void note_types(const OperationInfo& operation) {
    for (const auto& parameter : operation.parameters) components_.note(parameter.type());
    for (const auto& body : operation.bodies) {
      // The struct of a form is written under the name of its operation, as in FastAPI.
      if (body.type == nullptr) continue;
      if (!body.is_form) {
        components_.note(body.type());
      } else {
        for (const auto& field : body.type().fields) components_.note(field.type());
      }
    }
    note_answers(operation, components_);
  }

  object info() const {
    object out;
    out["title"] = api_.title;
    if (!api_.description.empty()) out["description"] = api_.description;
    if (!api_.license_name.empty()) {
      out["license"] = object{{"name", api_.license_name}, {"identifier", api_.license_name}};
    }
    out["version"] = api_.version;
    return out;
  }

  object describe(const OperationInfo& operation) {
    object out;
    const auto& options = operation.options;
    if (!options.tags.empty()) out["tags"] = array(options.tags.begin(), options.tags.end());
    out["summary"] = options.summary.empty() ? schema::title_of(operation.function_name) : options.summary;
    if (!options.description.empty()) out["description"] = options.description;
    out["operationId"] = operation.id();
    if (options.is_deprecated) out["deprecated"] = true;
    if (!operation.parameters.empty()) out["parameters"] = parameters(operation);
    if (!operation.bodies.empty()) out["requestBody"] = body(operation);
    out["responses"] = document_answers(operation, components_);
    has_validation_ = has_validation_ || has_validation(operation);
    out["security"] = security(operation);
    for (const auto& scheme : operation.security) note_scheme(scheme);
    return out;
  }

  /// Schemes that are all required form one requirement (OpenAPI 3.1, 4.8.30). Each optional scheme is an
  /// alternative that adds it to the required schemes.
  static array security(const OperationInfo& operation) {
    const auto add = [](object requirement, const SecuritySchemeInfo& scheme) {
      requirement[scheme.name] = array(scheme.scopes.begin(), scheme.scopes.end());
      return requirement;
    };
    object needed;
    for (const auto& scheme : operation.security) {
      if (!scheme.is_optional) needed = add(std::move(needed), scheme);
    }
    array out;
    if (!needed.empty()) out.emplace_back(needed);
    for (const auto& scheme : operation.security) {
      if (scheme.is_optional) out.emplace_back(add(needed, scheme));
    }
    return out;
  }

  /// Returns the scheme with its URLs below the root path. Swagger UI resolves a path such as "/login"
  /// against the origin of the page, not against the servers of the document.
  [[nodiscard]] object read_scheme(const SecuritySchemeInfo& scheme) const {
    const auto complete = [this](object& holder) {
      for (const auto* name : {"tokenUrl", "authorizationUrl", "refreshUrl", "openIdConnectUrl"}) {
        if (auto* const url = holder.if_contains(name)) {
          *url = http::add_prefix(root_path_, std::string{std::string_view{url->as_string()}});
        }
      }
    };
    auto read = boost::json::parse(scheme.json).as_object();
    complete(read);
    if (auto* const flows = read.if_contains("flows")) {
      for (auto& flow : flows->as_object()) complete(flow.value().as_object());
    }
    return read;
  }

  /// Adds the scheme to the document, and to each of its flows the scopes that operations need.
  void note_scheme(const SecuritySchemeInfo& scheme) {
    auto& kept = schemes_[scheme.name];
    if (!kept.is_object()) kept = read_scheme(scheme);
    auto* flows = kept.as_object().if_contains("flows");
    if (flows == nullptr) return;
    for (auto& flow : flows->as_object()) {
      auto& scopes = flow.value().as_object()["scopes"].as_object();
      for (const auto& [scope, meaning] : api_.scopes) scopes.emplace(scope, meaning);
      for (const auto scope : scheme.scopes) scopes.emplace(scope, "");
    }
  }

  array parameters(const OperationInfo& operation) const {
    array out;
    for (const auto& parameter : operation.parameters) {
      const auto& notes = operation.options.parameters;
      const auto found = std::ranges::find(notes, parameter.name, &ParameterNote::name);
      const auto note = found == notes.end() ? ParameterNote{} : *found;
      if (!note.is_in_document) continue;
      object one;
      one["name"] = boost::json::string{parameter.name};
      one["in"] = boost::json::string{parameter.in};
      one["required"] = parameter.is_required;
      auto schema = components_.schema_of(parameter.type(), true);
      // A component has its own title.
      if (!note.title.empty() || !is_component(parameter.type()))
        schema["title"] = note.title.empty() ? schema::title_of(parameter.name) : note.title;
      one["schema"] = std::move(schema);
      if (!note.description.empty()) one["description"] = note.description;
      if (!note.example.empty()) one["example"] = boost::json::parse(note.example);
      if (note.is_deprecated) one["deprecated"] = true;
      out.emplace_back(std::move(one));
    }
    return out;
  }

  object body(const OperationInfo& operation) {
    const auto& body = operation.bodies.front();
    object out;
    if (body.is_form) {
      const auto name = form_name(operation);
      forms_[name] = components_.object_schema(body.type(), name, true);
      out["content"] = content(body.is_streamed ? multipart_type : form_type, reference(name));
    } else if (body.type == nullptr) {
      out["content"] = content("application/octet-stream", object{{"type", "string"}, {"format", "binary"}});
    } else {
      out["content"] = content(json_type, components_.schema_of(body.type()));
    }
    out["required"] = body.is_required;
    return out;
  }

  object components() const {
    object schemas;
    components_.write(schemas);
    for (const auto& form : forms_) schemas[form.key()] = form.value();
    if (has_validation_) write_validation_schemas(schemas);
    object out;
    out["schemas"] = std::move(schemas);
    if (!schemes_.empty()) out["securitySchemes"] = schemes_;
    return out;
  }

  static void write_validation_schemas(object& schemas) {
    schemas["HTTPValidationError"] = boost::json::parse(R"({"title":"HTTPValidationError","type":"object",
      "properties":{"detail":{"title":"Detail","type":"array",
        "items":{"$ref":"#/components/schemas/ValidationError"}}}})");
    schemas["ValidationError"] = boost::json::parse(R"({"title":"ValidationError",
      "required":["loc","msg","type"],"type":"object","properties":{
        "loc":{"title":"Location","type":"array","items":{"anyOf":[{"type":"string"},{"type":"integer"}]}},
        "msg":{"title":"Message","type":"string"},
        "type":{"title":"Error Type","type":"string"}}})");
  }

  const ApiInfo& api_;
  const std::vector<const OperationInfo*>& operations_;
  std::string root_path_;
  SchemaComponents components_;
  object forms_;
  object schemes_;
  bool has_validation_ = false;
};

}  // namespace

std::string make_openapi(const ApiInfo& api, const std::vector<const OperationInfo*>& operations,
                         std::string_view root_path) {
  return Writer{api, operations, root_path}.write();
}

}  // namespace gatehouse::web::detail
