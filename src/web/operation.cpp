// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/operation.h"

#include "gatehouse/base/ascii.h"

namespace gatehouse::web {

std::string OperationInfo::id() const {
  if (!options.operation_id.empty()) return options.operation_id;
  std::string id;
  for (const char c : function_name + path) {
    const bool is_word =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    id += is_word ? c : '_';
  }
  return id + '_' + fold_case(method);
}

}  // namespace gatehouse::web
