#pragma once
// SPDX-License-Identifier: Apache-2.0
// The limit of open descriptors of this process, which limits the number of connections.

#include <cstddef>

namespace gatehouse::http {

/// Returns the soft limit of descriptors (RLIMIT_NOFILE).
[[nodiscard]] std::size_t descriptor_limit() noexcept;

/// Raises the soft limit to the hard limit, as far as the system allows, and returns the new soft limit. Do
/// not use it in a program that uses select(2), which supports descriptors below 1,024 only. Call it before a
/// Server is created.
std::size_t raise_descriptor_limit() noexcept;

}  // namespace gatehouse::http
