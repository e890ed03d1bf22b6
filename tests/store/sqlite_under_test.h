#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SQLite store, for the tests of the store interface.

#include <memory>
#include <stdexcept>

#include "store/open_store.h"
#include "store/store_under_test.h"
#include "store/temporary_folder.h"

namespace gatehouse::store {

class SqliteUnderTest final : public StoreUnderTest {
 public:
  explicit SqliteUnderTest(const Clock& clock) : clock_(clock) { open(); }
  Store& store() override { return *store_; }
  void reopen() override {
    store_.reset();
    open();
  }

 private:
  void open() {
    StoreOptions options;
    options.folder = folder_.path() / "data";
    options.clock = &clock_;
    auto opened = open_store(options);
    if (!opened) throw std::runtime_error{opened.error().text};
    store_ = std::move(*opened);
  }

  TemporaryFolder folder_;
  const Clock& clock_;
  std::unique_ptr<Store> store_;
};

inline constexpr StoreKind sqlite_kind{"sqlite", [](const Clock& clock) -> std::unique_ptr<StoreUnderTest> {
                                         return std::make_unique<SqliteUnderTest>(clock);
                                       }};

}  // namespace gatehouse::store
