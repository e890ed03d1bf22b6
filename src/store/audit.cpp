// SPDX-License-Identifier: Apache-2.0
#include "store/audit.h"

namespace gatehouse::store {

std::string_view to_string(SubjectKind kind) noexcept {
  switch (kind) {
    case SubjectKind::none:
      return "none";
    case SubjectKind::user:
      return "user";
    case SubjectKind::client:
      return "client";
    case SubjectKind::key:
      return "key";
    case SubjectKind::record:
      return "record";
  }
  return "unknown";
}

}  // namespace gatehouse::store
