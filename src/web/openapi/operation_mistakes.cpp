// SPDX-License-Identifier: Apache-2.0
#include "web/openapi/operation_mistakes.h"

#include <algorithm>

#include "gatehouse/web/route_path.h"

namespace gatehouse::web::detail {
namespace {

/// Finds a path that is valid by itself but not behind the prefix of its router. Returns an empty text if
/// there is no mistake.
std::string find_wrong_path(const OperationInfo& info) {
  if (!is_route(info.path)) {
    return info.method + " " + info.path +
           ": a path begins with a slash, each {name} is a whole segment of it, and a {name:path} the last";
  }
  for (const auto& parameter : info.parameters) {
    if (parameter.in != "path" || has_parameter(info.path, parameter.name)) continue;
    const std::string name{parameter.name};
    return info.method + " " + info.path + " has no {" + name + "}, which " + info.function_name +
           " asks for";
  }
  const auto is_read = [&](std::string_view name) {
    return std::ranges::any_of(info.parameters, [&](const auto& parameter) {
      return parameter.in == "path" && parameter.name == name;
    });
  };
  if (const std::string name{find_stranger(info.path, is_read)}; !name.empty()) {
    return info.method + " " + info.path + ": no Path<\"" + name + "\", T> of " + info.function_name +
           " reads {" + name + "}";
  }
  return {};
}

/// Finds a conflict between the body of an operation and its guards.
std::string find_wrong_body(const OperationInfo& info) {
  const auto name = info.method + " " + info.path;
  if (info.bodies.size() > 1)
    return name + ": a guard around " + info.function_name + " reads the body, and so does it";
  const bool has_none = info.method == "GET" || info.method == "HEAD";
  if (has_none && !info.bodies.empty()) return name + ": a guard around it reads a body, and a GET has none";
  return {};
}

/// Finds an option for decoding on a body that is read while it arrives.
std::string find_wrong_decoding(const OperationInfo& info) {
  if (info.options.max_decoded_body == 0) return {};
  if (std::ranges::none_of(info.bodies, &BodyInfo::is_streamed)) return {};
  return info.method + " " + info.path +
         ": .max_decoded_body is for bodies that are read whole, and this one is read while it arrives";
}

/// Finds a note about a parameter that the operation does not have. Returns an empty text if there is none.
std::string find_stray_note(const OperationInfo& info) {
  for (const auto& note : info.options.parameters) {
    if (std::ranges::find(info.parameters, note.name, &ParameterInfo::name) != info.parameters.end())
      continue;
    return info.method + " " + info.path + ": .parameters speaks of \"" + note.name + "\", which " +
           info.function_name + " does not read";
  }
  return {};
}

}  // namespace

std::string find_mistake(const OperationInfo& info) {
  for (const auto find : {find_wrong_path, find_wrong_body, find_wrong_decoding, find_stray_note}) {
    if (auto mistake = find(info); !mistake.empty()) return mistake;
  }
  return {};
}

}  // namespace gatehouse::web::detail
