#pragma once
// SPDX-License-Identifier: Apache-2.0
// How many threads can run at once.

namespace gatehouse {

/// The processors that this process may use, at least 1: those of its affinity mask, which taskset, a
/// container or systemd may have made smaller than the machine (`std::thread::hardware_concurrency` counts
/// the machine's).
[[nodiscard]] unsigned usable_processors() noexcept;

}  // namespace gatehouse
