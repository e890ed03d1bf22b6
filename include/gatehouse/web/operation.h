#pragma once
// SPDX-License-Identifier: Apache-2.0
// An operation as the OpenAPI document tells of it: what a handler's signature says, and what its author
// adds.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/schema/type_info.h"

namespace gatehouse::web {

/// What the author of an operation may say of it.
struct OperationOptions {
  std::string summary{};
  std::string description{};
  std::vector<std::string> tags{};
  unsigned status = 0;  ///< of the good answer; 0: 200, or 204 if the handler returns nothing
  bool is_deprecated = false;
  bool is_in_document = true;
  /// Further answers to document: status and meaning.
  std::vector<std::pair<unsigned, std::string>> responses{};
  /// The body of its refusals (see `HttpErrorOf`): `&schema::type_info<Refusal>`; none: `{"detail": ...}`.
  schema::TypeInfoFunction error = nullptr;
};

/// A security scheme (OpenAPI 3.1, 4.8.27).
struct SecuritySchemeInfo {
  std::string name;
  std::string json;                        ///< the Security Scheme Object
  std::vector<std::string_view> scopes{};  ///< what one operation needs of it
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
  schema::TypeInfoFunction type = nullptr;
  bool is_form = false;
  bool is_required = true;
};

/// An operation, whole.
struct OperationInfo {
  std::string method;         ///< upper case
  std::string path;           ///< with {names}
  std::string function_name;  ///< without namespaces
  OperationOptions options;
  unsigned status = 200;
  std::vector<ParameterInfo> parameters;
  std::vector<BodyInfo> bodies;                 ///< none or one
  schema::TypeInfoFunction response = nullptr;  ///< none: no JSON body
  std::vector<SecuritySchemeInfo> security;     ///< all that its dependencies name

  /// As FastAPI derives it: function name, path and method, other characters as "_".
  [[nodiscard]] std::string id() const;
};

/// The API as a whole.
struct ApiInfo {
  std::string title = "API";
  std::string version = "0.1.0";
  std::string description{};
  std::string license_name = "Apache-2.0";  ///< an SPDX expression
  /// What scopes allow, by name, for whoever grants them: shown with each OAuth 2.0 scheme.
  std::vector<std::pair<std::string, std::string>> scopes{};
};

}  // namespace gatehouse::web
