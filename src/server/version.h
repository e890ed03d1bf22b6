#pragma once
// SPDX-License-Identifier: Apache-2.0
// The version of the program.

#include <string_view>

namespace gatehouse::server {

/// Returns the version in CMake's project(), such as "0.1.0".
[[nodiscard]] std::string_view version() noexcept;

}  // namespace gatehouse::server
