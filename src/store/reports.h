#pragma once
// SPDX-License-Identifier: Apache-2.0
// The results of work on a whole database: bringing its schema up to date, restoring a backup.

#include <cstdint>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"

namespace gatehouse::store {

struct MigrationReport {
  int from = 0;                      ///< the schema's version before; 0 for an empty database
  int to = 0;                        ///< the schema's version after
  std::vector<std::string> applied;  ///< names in the order of application, such as "0001_users"
};

struct RestoreReport {
  std::uint64_t users = 0;
  TimePoint epoch;  ///< tokens issued before it are refused; rounded to whole seconds, as times in tokens are
};

}  // namespace gatehouse::store
