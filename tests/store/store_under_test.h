#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the interface's suite needs to know of each kind of store.

#include <memory>
#include <ostream>

#include "gatehouse/base/clock.h"
#include "store/store.h"

namespace gatehouse::store {

/// A fresh, empty store, with whatever it stands on.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual Store& store() = 0;
  /// Closes the store and opens it again on the same data.
  virtual void reopen() = 0;
};

/// How to make one.
struct StoreKind {
  const char* name;
  std::unique_ptr<StoreUnderTest> (*make)(const Clock& clock);
};

inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

}  // namespace gatehouse::store
