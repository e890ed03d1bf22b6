#pragma once
// SPDX-License-Identifier: Apache-2.0
// What bringing a database up to date has done.

#include <string>
#include <vector>

namespace gatehouse::store {

struct MigrationReport {
  int from = 0;                      ///< the schema's version before; 0: an empty database
  int to = 0;                        ///< and after
  std::vector<std::string> applied;  ///< such as "0001_users", in order
};

}  // namespace gatehouse::store
