#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the tests of the store interface need from each kind of store.

#include <memory>
#include <ostream>

#include "gatehouse/base/clock.h"
#include "store/store.h"

namespace gatehouse::store {

/// A new, empty store and everything that it uses.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual Store& store() = 0;
  /// Closes the store and opens it again on the same data.
  virtual void reopen() = 0;
};

/// How to make a store of one kind.
struct StoreKind {
  const char* name;
  std::unique_ptr<StoreUnderTest> (*make)(const Clock& clock);
};

inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

}  // namespace gatehouse::store
