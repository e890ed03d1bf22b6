// SPDX-License-Identifier: Apache-2.0
#include "server/metrics/service_counts.h"

#include <cstdint>
#include <vector>

namespace gatehouse::server {

ServiceCounts ServiceCounts::make() {
  const std::vector<std::uint64_t> waits{1000,      2500,      5000,      10'000,  25'000,
                                         50'000,    100'000,   250'000,   500'000, 1'000'000,
                                         2'500'000, 5'000'000, 10'000'000};
  ServiceCounts counts;
  counts.writes = std::make_shared<store::WriteCounts>();
  counts.hash_waits = std::make_shared<Histograms>(waits);
  counts.auth = std::make_shared<auth::Counts>();
  return counts;
}

}  // namespace gatehouse::server
