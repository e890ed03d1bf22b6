#pragma once
// SPDX-License-Identifier: Apache-2.0
// An operation as the OpenAPI document tells of it: what a handler's signature says, and what its author
// adds.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/schema/type_info.h"

namespace gatehouse::web {

/// A header field of an answer, as the document tells of it.
struct HeaderInfo {
  /// As it is sent.
  std::string name;
  /// CommonMark.
  std::string description{};
  schema::TypeInfoFunction type = nullptr;  ///< none: a text
};

/// An answer, as the document tells of it.
struct AnswerInfo {
  /// From 200 to 599.
  unsigned status = 200;
  std::string description{};  ///< what it means; empty: "Successful Response", or the status's own name
  schema::TypeInfoFunction type = nullptr;  ///< of its body in JSON: `&schema::type_info<Problem>`
  std::string_view content_type{};          ///< of a body that is no JSON; static text
  bool is_binary = false;                   ///< whether that body is bytes rather than text
  std::vector<HeaderInfo> headers{};        ///< that it may carry
};

/// What the author of an operation may say of one of its parameters, for the document.
struct ParameterNote {
  std::string name{};  ///< as the handler's, or a dependency's, parameter has it
  /// CommonMark.
  std::string description{};
  std::string title{};    ///< empty: made from the name
  std::string example{};  ///< as JSON
  /// Not to be used any more.
  bool is_deprecated = false;
  /// Whether the document has it.
  bool is_in_document = true;
};

/// What the author of an operation may say of it.
struct OperationOptions {
  /// One line; empty: made from the function's name.
  std::string summary{};
  /// CommonMark.
  std::string description{};
  /// What the docs page groups it under.
  std::vector<std::string> tags{};
  unsigned status = 0;  ///< of the good answer; 0: 200, or 204 if the handler returns nothing
  /// Not to be used any more.
  bool is_deprecated = false;
  /// Whether the document has it.
  bool is_in_document = true;
  /// What is to be said of parameters outside of the body; those not named are told by their types alone.
  std::vector<ParameterNote> parameters{};
  /// Further answers to document: `{409, "Taken"}`. A refusal (400 and up) that names no body has that of
  /// `error`.
  std::vector<AnswerInfo> responses{};
  /// The body of its refusals (see `HttpErrorOf`): `&schema::type_info<Refusal>`; none: `{"detail": ...}`.
  schema::TypeInfoFunction error = nullptr;
  std::string response_description{};  ///< of the good answer; empty: "Successful Response"
  std::string operation_id{};          ///< empty: made from function, path and method
  /// Bytes that a request's body may have, over it: 413; 0: what the server allows (Limits::body_bytes).
  std::uint64_t max_body = 0;
  /// Values that a body in JSON may be read into (members that its struct lacks are none), over it: 422; 0:
  /// schema::max_json_nodes.
  std::size_t max_json_nodes = 0;
  /// Whether a body in JSON is taken only if its Content-Type says that it is (else 415), as a browser sends
  /// none from another origin's page without asking. Otherwise one without Content-Type is read, and one of
  /// another type is 422.
  bool requires_json_type = false;
  /// Bytes that a body with "Content-Encoding: gzip" may have once it is decoded, over it: 413; 0: none is
  /// decoded. A body of any other content coding is 415 (RFC 9110 15.5.16). Not for bodies that are read
  /// while they arrive.
  std::uint64_t max_decoded_body = 0;
};

/// A security scheme (OpenAPI 3.1, 4.8.27).
struct SecuritySchemeInfo {
  /// Its key in the document.
  std::string name;
  std::string json;                        ///< the Security Scheme Object
  std::vector<std::string_view> scopes{};  ///< what one operation needs of it
  bool is_optional = false;                ///< whether a request may do without it
};

/// A parameter outside of the body.
struct ParameterInfo {
  /// As it is sent.
  std::string_view name;
  std::string_view in;  ///< "path", "query", "header" or "cookie"
  /// Of its value.
  schema::TypeInfoFunction type = nullptr;
  /// Whether it must be there.
  bool is_required = true;
};

/// A request body.
struct BodyInfo {
  schema::TypeInfoFunction type = nullptr;  ///< none: any bytes
  /// Whether it is a form.
  bool is_form = false;
  /// Whether it must be there.
  bool is_required = true;
  bool is_streamed = false;  ///< whether it is read while it arrives
};

/// An operation, whole.
struct OperationInfo {
  std::string method;         ///< upper case
  std::string path;           ///< the route, with {names}
  std::string function_name;  ///< without namespaces
  /// What its author said.
  OperationOptions options;
  /// Of its good answer.
  unsigned status = 200;
  /// Outside of the body.
  std::vector<ParameterInfo> parameters;
  std::vector<BodyInfo> bodies;              ///< none or one
  std::vector<AnswerInfo> answers;           ///< that its handler's type names: one, or several
  std::vector<SecuritySchemeInfo> security;  ///< all that its dependencies name

  /// What `options` say, or as FastAPI derives it: function name, path and method, other characters as "_".
  [[nodiscard]] std::string id() const;
  /// The path as OpenAPI writes it (3.1, 4.8.8.1), which knows no "{name:path}".
  [[nodiscard]] std::string path_template() const;
};

/// The API as a whole.
struct ApiInfo {
  /// The API's name.
  std::string title = "API";
  /// The API's own version.
  std::string version = "0.1.0";
  /// CommonMark.
  std::string description{};
  std::string license_name{};  ///< an SPDX expression, such as "Apache-2.0"; empty: none is named
  /// The path below which a proxy publishes the application, such as "/api/v1"; FastAPI's `root_path`.
  /// Document, redirects, Location and cookies then begin with it. What a trusted proxy says by
  /// X-Forwarded-Prefix comes first.
  std::string root_path{};
  /// What scopes allow, by name, for whoever grants them: shown with each OAuth 2.0 scheme.
  std::vector<std::pair<std::string, std::string>> scopes{};
};

}  // namespace gatehouse::web
