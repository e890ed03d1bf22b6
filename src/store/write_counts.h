#pragma once
// SPDX-License-Identifier: Apache-2.0
// Measures the groups of changes that a store commits, for metrics.

#include <cstdint>
#include <vector>

#include "gatehouse/base/counters.h"

namespace gatehouse::store {

/// The histograms of a store's commits. Thread-safe.
struct WriteCounts {
  /// How many changes each committed group had.
  Histograms group_size{{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000}, 1, 2};
  /// How long each COMMIT took, in microseconds: mostly the time until the disk has the changes.
  Histograms commit_microseconds{{100, 250, 500, 1000, 2500, 5000, 10'000, 25'000, 50'000, 100'000, 250'000,
                                  500'000, 1'000'000, 2'500'000},
                                 1,
                                 2};
};

}  // namespace gatehouse::store
