#pragma once
// SPDX-License-Identifier: Apache-2.0
// The kind of store that tests of other layers run on.

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include "store/sqlite_under_test.h"
#include "store/store_under_test.h"

namespace gatehouse::store {

/// Returns the kind that the environment variable TEST_STORE names; SQLite without it.
inline const StoreKind& kind_under_test() {
  const char* name = std::getenv("TEST_STORE");
  if (name == nullptr || std::string_view{name} == sqlite_kind.name) return sqlite_kind;
  throw std::runtime_error{"TEST_STORE names no kind of store: " + std::string{name}};
}

}  // namespace gatehouse::store
