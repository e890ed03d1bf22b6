#pragma once
// SPDX-License-Identifier: Apache-2.0
// Describes an operation for the OpenAPI document.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/schema/type_info.h"

namespace gatehouse::web {

/// A header field of an answer in the document.
struct HeaderInfo {
  std::string name;
  /// In CommonMark.
  std::string description{};
  schema::TypeInfoFunction type = nullptr;  ///< null: a text
};

/// An answer in the document.
struct AnswerInfo {
  /// In the range from 200 to 599.
  unsigned status = 200;
  std::string description{};  ///< if empty, "Successful Response" or the reason phrase of the status
  schema::TypeInfoFunction type = nullptr;  ///< type of the JSON body, such as `&schema::type_info<Problem>`
  std::string_view content_type{};          ///< type of a body that is not JSON; static text
  bool is_binary = false;                   ///< whether that body is bytes and not text
  std::vector<HeaderInfo> headers{};        ///< fields that the answer may have
};

/// Adds information about a parameter of an operation to the document.
struct ParameterNote {
  std::string name{};  ///< name of the parameter of the handler or of a dependency
  /// In CommonMark.
  std::string description{};
  std::string title{};    ///< if empty, derived from the name
  std::string example{};  ///< must be JSON
  /// Marked as deprecated in the document.
  bool is_deprecated = false;
  /// Whether the parameter is part of the document.
  bool is_in_document = true;
};

/// Options of an operation.
struct OperationOptions {
  /// One line. If empty, derived from the name of the function.
  std::string summary{};
  /// In CommonMark.
  std::string description{};
  /// The groups of the docs page that contain the operation.
  std::vector<std::string> tags{};
  unsigned status = 0;  ///< status of a successful answer; 0: 200, or 204 if the handler returns void
  /// Marked as deprecated in the document.
  bool is_deprecated = false;
  /// Whether the operation is part of the document.
  bool is_in_document = true;
  /// Information about parameters outside of the body. All other parameters are described by
  /// their types only.
  std::vector<ParameterNote> parameters{};
  /// Further answers to document: `{409, "Taken"}`. An error (400 and up) without a body type has the
  /// type in `error`.
  std::vector<AnswerInfo> responses{};
  /// The body type of errors (see `HttpErrorOf`), such as
  /// `&schema::type_info<Refusal>`. Null: `{"detail": ...}`.
  schema::TypeInfoFunction error = nullptr;
  std::string response_description{};  ///< of a successful answer; if empty, "Successful Response"
  std::string operation_id{};          ///< if empty, derived from function, path and method
  /// The maximum size of a request body in bytes; a larger one gets 413. 0: the limit of
  /// the server (Limits::body_bytes).
  std::uint64_t max_body = 0;
  /// The maximum number of values read from a JSON body; more get 422. Members that the struct does not have
  /// are not counted. 0: schema::max_json_nodes.
  std::size_t max_json_nodes = 0;
  /// Whether a JSON body must have a JSON Content-Type (otherwise 415), which a browser does not send from a
  /// page of another origin without a preflight request. If false, a body without Content-Type is read, and
  /// one with another type gets 422.
  bool requires_json_type = false;
  /// The maximum size in bytes of a decoded body with "Content-Encoding: gzip"; a larger one gets 413. 0:
  /// gzip is not decoded. A body with any other content coding gets 415 (RFC 9110 15.5.16). Does not apply to
  /// bodies that are read while they arrive.
  std::uint64_t max_decoded_body = 0;
};

/// A security scheme (OpenAPI 3.1, 4.8.27).
struct SecuritySchemeInfo {
  /// The key of the scheme in the document.
  std::string name;
  std::string json;                        ///< the Security Scheme Object
  std::vector<std::string_view> scopes{};  ///< that the operation needs
  bool is_optional = false;                ///< whether a request without credentials is accepted
};

/// A parameter outside of the body.
struct ParameterInfo {
  std::string_view name;
  std::string_view in;  ///< "path", "query", "header" or "cookie"
  schema::TypeInfoFunction type = nullptr;
  bool is_required = true;
};

/// A request body.
struct BodyInfo {
  schema::TypeInfoFunction type = nullptr;  ///< null: any bytes
  bool is_form = false;
  bool is_required = true;
  bool is_streamed = false;  ///< whether it is read while it arrives
};

/// The complete description of an operation.
struct OperationInfo {
  std::string method;         ///< upper case
  std::string path;           ///< the route, with {names}
  std::string function_name;  ///< without namespaces
  OperationOptions options;
  /// The status of a successful answer.
  unsigned status = 200;
  /// The parameters outside of the body.
  std::vector<ParameterInfo> parameters;
  std::vector<BodyInfo> bodies;              ///< empty or one
  std::vector<AnswerInfo> answers;           ///< from the return type of the handler
  std::vector<SecuritySchemeInfo> security;  ///< the schemes that its dependencies use

  /// Returns the id in `options`, or the id that FastAPI would derive: the name of the function, the path and
  /// the method, with "_" for other characters.
  [[nodiscard]] std::string id() const;
  /// Returns the path as OpenAPI writes it (3.1, 4.8.8.1), where "{name:path}" is "{name}".
  [[nodiscard]] std::string path_template() const;
};

/// The description of the whole API.
struct ApiInfo {
  std::string title = "API";
  /// The version of the API, not of this library.
  std::string version = "0.1.0";
  /// In CommonMark.
  std::string description{};
  std::string license_name{};  ///< an SPDX expression, such as "Apache-2.0"; if empty, no license is named
  /// The path under which a proxy publishes the application, such as "/api/v1", like FastAPI's `root_path`.
  /// The document, redirects, Location fields and cookies then begin with it. The X-Forwarded-Prefix of a
  /// trusted proxy takes precedence.
  std::string root_path{};
  /// Where the document is served, below the root path, like FastAPI's `openapi_url`.
  std::string openapi_path = "/openapi.json";
  bool has_docs_pages = true;  ///< whether there are /docs and /redoc
  /// The names of scopes and what each allows. Shown with each OAuth 2.0 scheme.
  std::vector<std::pair<std::string, std::string>> scopes{};
};

}  // namespace gatehouse::web
