// SPDX-License-Identifier: Apache-2.0
#include "web/openapi/document_answers.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <string>

#include "gatehouse/http/response.h"

namespace gatehouse::web::detail {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::string_view json_type = "application/json";
constexpr unsigned first_refusal = 400;

// Returns the member `name`, which becomes an object if it does not exist.
object& child(object& parent, std::string_view name) {
  auto& value = parent[name];
  if (!value.is_object()) value.emplace_object();
  return value.as_object();
}

// Adds a schema to a body. If the body already has another schema, either of them is valid.
void add_schema(object& media, object schema) {
  auto& known = media["schema"];
  if (known.is_null()) {
    known = std::move(schema);
    return;
  }
  auto* choices = known.as_object().if_contains("anyOf");
  if (known == schema || (choices != nullptr && std::ranges::count(choices->as_array(), schema) > 0)) return;
  if (choices == nullptr) {
    object several;
    several["anyOf"] = array{known};
    known = std::move(several);
    choices = &known.as_object()["anyOf"];
  }
  choices->as_array().emplace_back(std::move(schema));
}

class Answers {
 public:
  Answers(const OperationInfo& operation, const SchemaComponents& components)
      : operation_(operation), components_(components) {}

  object write() {
    const std::string_view meaning = operation_.options.response_description;
    for (const auto& answer : operation_.answers) {
      const bool is_good = answer.status < first_refusal;
      add(answer, !is_good          ? http::reason_phrase(answer.status)
                  : meaning.empty() ? "Successful Response"
                                    : meaning);
    }
    for (const auto& answer : operation_.options.responses) add_further(answer);
    if (!operation_.security.empty()) add_refusals();
    if (operation_.options.requires_json_type && !operation_.bodies.empty() && !has(415)) {
      child(out_, "415")["description"] = "The body's Content-Type is not application/json";
      add_detail(media_of("415"));
    }
    if (has_validation(operation_) && !has(422)) {
      auto& entry = child(out_, "422");
      entry["description"] = "Validation Error";
      add_schema(child(child(entry, "content"), json_type),
                 boost::json::parse(R"({"$ref":"#/components/schemas/HTTPValidationError"})").as_object());
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool has(unsigned status) const { return out_.contains(std::to_string(status)); }

  void add(const AnswerInfo& answer, std::string_view default_description) {
    auto& entry = child(out_, std::to_string(answer.status));
    if (!answer.description.empty()) {
      entry["description"] = answer.description;
    } else if (!entry.contains("description")) {
      entry["description"] = boost::json::string{default_description};
    }
    for (const auto& header : answer.headers) {
      auto& field = child(child(entry, "headers"), header.name);
      if (!header.description.empty()) field["description"] = header.description;
      field["schema"] =
          header.type != nullptr ? components_.schema_of(header.type(), true) : object{{"type", "string"}};
    }
    if (answer.type != nullptr) {
      add_schema(
          child(child(entry, "content"), answer.content_type.empty() ? json_type : answer.content_type),
          components_.schema_of(answer.type()));
    } else if (!answer.content_type.empty()) {
      object schema{{"type", "string"}};
      if (answer.is_binary) schema["format"] = "binary";
      add_schema(child(child(entry, "content"), answer.content_type), std::move(schema));
    }
  }

  // Adds an answer from the options of the operation.
  void add_further(const AnswerInfo& answer) {
    const bool is_new = !has(answer.status);
    const bool is_bare = answer.type == nullptr && answer.content_type.empty();
    add(answer, http::reason_phrase(answer.status));
    if (is_new && is_bare && answer.status >= first_refusal) add_refusal_body(answer.status);
  }

  void add_refusals() {
    const bool needs_scopes =
        std::ranges::any_of(operation_.security, [](const auto& scheme) { return !scheme.scopes.empty(); });
    refuse(401, "Not authenticated, or the credentials have expired");
    refuse(403,
           needs_scopes ? "The credentials are not valid, or lack a scope" : "The credentials are not valid");
  }

  void refuse(unsigned status, std::string_view description) {
    if (has(status)) return;
    child(out_, std::to_string(status))["description"] = boost::json::string{description};
    add_refusal_body(status);
  }

  void add_refusal_body(unsigned status) {
    auto& media = media_of(std::to_string(status));
    if (operation_.options.error != nullptr) {
      add_schema(media, components_.schema_of(operation_.options.error()));
    } else {
      add_detail(media);
    }
  }

  // Returns the entry for the JSON body of the answer with this status.
  object& media_of(std::string_view status) {
    return child(child(child(out_, status), "content"), json_type);
  }

  // Adds the schema of the body of an HttpError.
  static void add_detail(object& media) {
    add_schema(media, boost::json::parse(R"({"type":"object","required":["detail"],
      "properties":{"detail":{"title":"Detail","type":"string"}}})")
                          .as_object());
  }

  const OperationInfo& operation_;
  const SchemaComponents& components_;
  object out_;
};

void note_answer(const AnswerInfo& answer, SchemaComponents& components) {
  if (answer.type != nullptr) components.note(answer.type());
  for (const auto& header : answer.headers) {
    if (header.type != nullptr) components.note(header.type());
  }
}

}  // namespace

bool has_validation(const OperationInfo& operation) {
  return !operation.parameters.empty() || !operation.bodies.empty();
}

void note_answers(const OperationInfo& operation, SchemaComponents& components) {
  for (const auto& answer : operation.answers) note_answer(answer, components);
  for (const auto& answer : operation.options.responses) note_answer(answer, components);
  if (operation.options.error != nullptr) components.note(operation.options.error());
}

object document_answers(const OperationInfo& operation, const SchemaComponents& components) {
  return Answers{operation, components}.write();
}

}  // namespace gatehouse::web::detail
