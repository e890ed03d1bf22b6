#pragma once
// SPDX-License-Identifier: Apache-2.0
// How many descriptors this process may have: what its number of connections depends on.

#include <cstddef>

namespace gatehouse::http {

/// The soft limit of descriptors (RLIMIT_NOFILE).
[[nodiscard]] std::size_t descriptor_limit() noexcept;

/// Raises the soft limit to the hard one, as far as the system allows, and returns what it is then. For
/// programs that serve and use no select(2), which knows descriptors below 1,024 only. Call it before a
/// Server is made.
std::size_t raise_descriptor_limit() noexcept;

}  // namespace gatehouse::http
