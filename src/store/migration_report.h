#pragma once
// SPDX-License-Identifier: Apache-2.0
// The result of bringing a database's schema up to date.

#include <string>
#include <vector>

namespace gatehouse::store {

struct MigrationReport {
  int from = 0;                      ///< the schema's version before; 0 for an empty database
  int to = 0;                        ///< the schema's version after
  std::vector<std::string> applied;  ///< names in the order of application, such as "0001_users"
};

}  // namespace gatehouse::store
