#pragma once
// SPDX-License-Identifier: Apache-2.0
// The counters that the parts of the server fill, and that /metrics shows.

#include <memory>

#include "auth/counts.h"
#include "gatehouse/base/counters.h"
#include "store/write_counts.h"

namespace gatehouse::server {

/// The counters of the store, the password hasher and the rules. Null ones are not counted.
struct ServiceCounts {
  std::shared_ptr<store::WriteCounts> writes{};
  std::shared_ptr<Histograms> hash_waits{};  ///< microseconds that a password job has waited
  std::shared_ptr<auth::Counts> auth{};

  /// Returns counters of all kinds.
  [[nodiscard]] static ServiceCounts make();
};

}  // namespace gatehouse::server
