// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/operation.h"

#include "gatehouse/base/ascii.h"
#include "gatehouse/web/detail/placeholder.h"

namespace gatehouse::web {

std::string OperationInfo::id() const {
  if (!options.operation_id.empty()) return options.operation_id;
  std::string id;
  for (const char c : function_name + path_template()) {
    const bool is_word =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    id += is_word ? c : '_';
  }
  return id + '_' + fold_case(method);
}

std::string OperationInfo::path_template() const {
  const auto open = path.rfind('{');
  if (open == std::string::npos || !path.ends_with('}')) return path;
  const auto inside = std::string_view{path}.substr(open + 1, path.size() - open - 2);
  return path.substr(0, open + 1).append(detail::Placeholder::parse(inside).name) + '}';
}

}  // namespace gatehouse::web
