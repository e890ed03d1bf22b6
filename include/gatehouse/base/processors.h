#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts the processors that the process may use.

namespace gatehouse {

/// Returns the number of processors in the affinity mask of this process, at least 1. taskset, a
/// container or systemd may have made it smaller than the number of processors of the machine,
/// which `std::thread::hardware_concurrency` returns.
[[nodiscard]] unsigned usable_processors() noexcept;

}  // namespace gatehouse
